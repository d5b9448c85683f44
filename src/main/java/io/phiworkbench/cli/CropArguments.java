package io.phiworkbench.cli;

import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How finely pictures are looked at. */
final class CropArguments {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private OptionalInt most = OptionalInt.empty();

    @Option(
            names = "--num-crops",
            paramLabel = "N",
            description = "Most crops a picture is cut into (default: the model's own; Phi-3.5-Vision's: 16 for one"
                    + " picture, 4 each for several).")
    private void setMost(int crops) {
        if (crops < 1) {
            throw new ParameterException(command.commandLine(), "--num-crops must be at least 1");
        }
        most = OptionalInt.of(crops);
    }

    /** Absent where the model decides. */
    OptionalInt most() {
        return most;
    }
}
