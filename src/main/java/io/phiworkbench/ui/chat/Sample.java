package io.phiworkbench.ui.chat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.image.Image;

/**
 * Pictures that come with the program and something to ask about them.
 *
 * @param files in their order
 * @param pictures small, for the card
 */
public record Sample(List<Path> files, List<Image> pictures, String question) {}
