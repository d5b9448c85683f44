/**
 * Conversations: trees of messages, their attachments, the runs that answer them, search, presets, settings.
 *
 * <p>{@link io.phiworkbench.chat.Chats} is the way in. Thread rules: methods that give a {@link
 * java.util.concurrent.CompletableFuture} or nothing return at once, so the FX thread may call them; what needs the disk
 * or a model happens on threads of this package or of the model. Events are delivered one at a time and in order, on the
 * thread where they come up: the model's, the store's, or the caller's own while it calls. A listener hands over (with
 * {@code Platform.runLater}) and returns.
 *
 * <p>Writes are queued for one database thread in their order. A running answer is written at least twice a second.
 */
package io.phiworkbench.chat;
