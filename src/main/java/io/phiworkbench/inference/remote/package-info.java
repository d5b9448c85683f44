/**
 * Models behind endpoints that speak OpenAI's interface, through OpenAI's own client. {@link
 * io.phiworkbench.inference.remote.RemoteModels} keeps the user's endpoints and their keys and connects to one; what it
 * gives is a {@link io.phiworkbench.inference.ChatModel} like any other.
 */
package io.phiworkbench.inference.remote;
