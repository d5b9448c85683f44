package io.phiworkbench.ui.compare;

import io.phiworkbench.inference.remote.Endpoint;
import io.phiworkbench.models.ModelEntry;

/** A model that a pane may have. */
public sealed interface ModelChoice {

    /** Tells choices apart, also after the models were looked for again. */
    String key();

    /** What views call it. */
    String name();

    /** Whether what it is asked leaves this machine. */
    boolean leavesMachine();

    /** A folder on this machine. */
    record Local(ModelEntry.Usable entry) implements ModelChoice {
        @Override
        public String key() {
            return entry.folder().toString();
        }

        @Override
        public String name() {
            return entry.name();
        }

        @Override
        public boolean leavesMachine() {
            return false;
        }
    }

    /** A model behind an endpoint. */
    record Remote(Endpoint endpoint) implements ModelChoice {
        @Override
        public String key() {
            return "remote:" + endpoint.name();
        }

        @Override
        public String name() {
            return key();
        }

        @Override
        public boolean leavesMachine() {
            return endpoint.leavesMachine();
        }
    }
}
