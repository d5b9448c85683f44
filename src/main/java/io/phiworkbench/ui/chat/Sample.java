package io.phiworkbench.ui.chat;

import java.nio.file.Path;
import javafx.scene.image.Image;

/**
 * A picture that comes with the program and something to ask about it.
 *
 * @param picture small, for the card
 */
public record Sample(Path file, Image picture, String question) {}
