package io.phiworkbench.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phiworkbench.cuda.CudaBuild;
import io.phiworkbench.cuda.Graphics;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.models.cuda.CudaOffer;
import io.phiworkbench.models.cuda.CudaSupport;
import io.phiworkbench.models.hub.Downloads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fetches PyTorch's library with CUDA, after the user agreed. */
@Command(
        name = "install",
        description = "Fetch what computes on an NVIDIA graphics card: says what comes from where, and asks first."
                + " Ctrl-C keeps what came so far.")
final class CudaInstallCommand implements Callable<Integer> {
    private final Services services;
    private final CudaPlace place;

    @Mixin
    private CommonOptions common;

    @Option(
            names = {"-y", "--yes"},
            description = "Agree to the download and the licences without being asked.")
    private boolean yes;

    @Option(names = "--force", description = "Fetch it also where no usable card is found.")
    private boolean force;

    CudaInstallCommand(Services services, CudaPlace place) {
        this.services = services;
        this.place = place;
    }

    @Override
    public Integer call() {
        CudaSupport support = place.required();
        if (support.folder().isInstalled()) {
            return report(support.folder().library(), false);
        }
        requireCard(place.machine().graphics().get());
        CudaOffer offer = offer(support);
        describe(offer);
        if (!yes && !agreed()) {
            throw new CancelledException();
        }
        try (Downloads downloads = Downloads.ofUser();
                ProgressLine progress = ProgressLine.on(services.console(), common.quiet)) {
            Path library =
                    new DownloadFollower(services, progress).await(support.start(downloads, offer), "CUDA support");
            return report(library, true);
        }
    }

    private void requireCard(Graphics graphics) {
        if (force || graphics instanceof Graphics.Usable) {
            return;
        }
        String why = graphics instanceof Graphics.Unusable(Failure reason)
                ? reason.english()
                : "there is no NVIDIA graphics card with a driver here";
        throw new BadInputException(why + "; --force fetches CUDA support all the same");
    }

    private static CudaOffer offer(CudaSupport support) {
        try {
            return support.offer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private void describe(CudaOffer offer) {
        PrintStream err = services.console().err();
        if (common.quiet && yes) {
            return;
        }
        err.println("PyTorch " + CudaBuild.VERSION + " with CUDA " + CudaBuild.CUDA + ", by " + CudaBuild.PUBLISHER);
        err.println("  from     " + offer.build().address());
        err.println("  size     " + Figures.bytes(offer.bytes()) + " (" + Figures.count(offer.bytes())
                + " bytes), about "
                + Figures.bytes(offer.installedBytes()) + " when unpacked; about " + Figures.bytes(offer.diskBytes())
                + " have to be free");
        err.println("  to       " + offer.folder().root());
        err.println("  licence  " + CudaBuild.LICENCE);
        err.println("  SHA-256  " + offer.build().sha256());
    }

    private boolean agreed() {
        Console console = services.console();
        if (!console.inIsTerminal()) {
            throw new BadInputException("nobody can be asked whether to fetch this; --yes agrees to it");
        }
        console.err().print("Fetch it? [y/N] ");
        console.err().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().matches("(?i)y|yes");
        } catch (IOException e) {
            throw new BadInputException("the answer cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether it works here is found out at once: the user wants to know now. */
    private int report(Path library, boolean fetched) {
        String without = place.machine().graphics().get() instanceof Graphics.Usable
                ? place.trial().get()
                : "there is no usable NVIDIA graphics card";
        if (common.json) {
            services.console()
                    .out()
                    .println(JsonNodeFactory.instance
                            .objectNode()
                            .put("folder", library.toString())
                            .put("fetched", fetched)
                            .put("works", without.isEmpty())
                            .put("reason", without.isEmpty() ? null : without));
        } else {
            services.console().out().println(library);
            services.console()
                    .err()
                    .println(
                            without.isEmpty()
                                    ? "CUDA support works: models run on the graphics card"
                                    : "CUDA support is installed, but the processor computes: " + without);
        }
        return ExitCode.OK;
    }
}
