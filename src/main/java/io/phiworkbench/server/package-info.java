/**
 * The local server: models of this machine behind the HTTP interface that OpenAI's clients speak. {@link
 * io.phiworkbench.server.ApiServer} listens and routes; {@link io.phiworkbench.server.ChatRequest} and {@link
 * io.phiworkbench.server.CompletionRequest} read what is asked, {@link io.phiworkbench.server.ReplyFormat} writes what is
 * answered, and {@link io.phiworkbench.server.AnswerExchange} runs one between the other. Virtual threads do the work; the
 * event loop only moves bytes, which is how a client that goes away is noticed at once.
 */
package io.phiworkbench.server;
