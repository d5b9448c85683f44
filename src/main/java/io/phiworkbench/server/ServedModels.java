package io.phiworkbench.server;

import io.phiworkbench.inference.ChatModel;
import java.util.List;
import java.util.Optional;

/** What the server offers; asked at every request, so models may come and go. Called on any thread. */
@FunctionalInterface
public interface ServedModels {

    /** In the order in which clients see them; names are distinct. */
    List<Served> list();

    /** The model that clients call so. */
    default Optional<Served> find(String name) {
        return list().stream().filter(served -> served.name().equals(name)).findFirst();
    }

    /**
     * A model under the name that clients use.
     *
     * @param model stays the owner's to close; closing it ends its answers with an error
     */
    record Served(String name, ChatModel model) {}
}
