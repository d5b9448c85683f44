/**
 * Conversations as files: Markdown, HTML, PDF for people, JSON to take them along and bring them back. {@link
 * io.phiworkbench.chat.export.ChatFiles} is the way in.
 */
package io.phiworkbench.chat.export;
