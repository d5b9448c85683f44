package io.phiworkbench.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeychainTest {
    private final List<LogRecord> said = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            said.add(entry);
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    };

    @BeforeEach
    void listen() {
        listener.setLevel(Level.ALL);
        root.addHandler(listener);
    }

    @AfterEach
    void leave() {
        root.removeHandler(listener);
    }

    @Test
    void aMachineWithoutKeychainIsOneLineWithoutStackTrace() {
        Optional<KeyStore> keychain = Keychain.ofSystem();

        assertThat(said).hasSize(keychain.isPresent() ? 0 : 1).allSatisfy(entry -> {
            assertThat(entry.getThrown()).isNull();
            assertThat(entry.getMessage())
                    .contains("no keychain", "keys go to a file")
                    .hasLineCount(1);
        });
    }
}
