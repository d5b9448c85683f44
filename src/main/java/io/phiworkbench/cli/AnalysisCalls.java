package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.phiworkbench.analysis.AnalysisException;
import io.phiworkbench.analysis.ModelGoneException;
import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.vision.MediaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.function.IntSupplier;

/** Runs the work of a command that reads pictures: Ctrl-C interrupts it, and what it throws becomes the command's. */
final class AnalysisCalls {
    private AnalysisCalls() {}

    static int of(IntSupplier work, Services services) {
        Thread worker = Thread.currentThread();
        try (Interrupts.Scope _ = services.interrupts().during(worker::interrupt)) {
            return work.getAsInt();
        } catch (MediaException | AnalysisException e) {
            throw new BadInputException(e.getMessage(), e);
        } catch (ModelGoneException e) {
            throw new GenerationException(e);
        } catch (CancellationException e) {
            Thread.interrupted(); // handled here: the program ends in order
            throw new CancelledException();
        }
    }

    /** JSON on one line, as {@code --json} promises. */
    static String oneLine(byte[] json) {
        try {
            return new ObjectMapper().readTree(json).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("what was just written cannot be read", e);
        }
    }
}
