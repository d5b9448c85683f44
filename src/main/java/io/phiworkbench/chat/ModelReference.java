package io.phiworkbench.chat;

/**
 * The model that a conversation was last held with.
 *
 * @param name shown to the user
 * @param location the checkpoint's folder, or the endpoint of a remote model; never a key
 * @param remote whether messages leave this machine
 */
public record ModelReference(String name, String location, boolean remote) {}
