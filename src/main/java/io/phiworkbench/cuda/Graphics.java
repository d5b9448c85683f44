package io.phiworkbench.cuda;

import io.phiworkbench.failure.Failure;
import java.util.List;
import java.util.Locale;

/** What this machine has to compute with besides its processor. */
public sealed interface Graphics {
    /** CUDA's libraries of this generation run with its first driver already. */
    int LEAST_DRIVER = 12_000;
    /** The oldest cards that {@link CudaBuild#VERSION} holds code for: Maxwell, of 2014. */
    int LEAST_CAPABILITY = 50;

    /**
     * Cards that can be computed on.
     *
     * @param driverCuda the newest CUDA that the driver knows: 12080 for 12.8
     * @param cards at least one
     */
    record Usable(int driverCuda, List<GraphicsCard> cards) implements Graphics {
        public Usable {
            cards = List.copyOf(cards);
        }

        /** Changes with the driver and the cards. */
        public String key() {
            return driverCuda + " " + cards;
        }
    }

    /**
     * A card that cannot be computed on.
     *     * @param reason with the way out
     */
    record Unusable(Failure reason) implements Graphics {}

    /** No card of NVIDIA's, as far as the system tells. */
    record None() implements Graphics {}

    /**
     * Looks; asks the driver where there is one, which takes up to some tenths of a second. Never fails: what goes wrong
     * is the answer.
     */
    static Graphics find() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.startsWith("mac") ? new None() : of(NvidiaDriver.ask(), PciCards.ofSystem());
    }

    /**
     * @param answer the driver's
     * @param pci whether the system sees a card of NVIDIA's, with or without driver
     */
    static Graphics of(NvidiaDriver.Answer answer, boolean pci) {
        return switch (answer) {
            case NvidiaDriver.NotThere _ -> pci ? new Unusable(Failure.of(CudaFault.NO_DRIVER)) : new None();
            case NvidiaDriver.Failed(int status) ->
                pci ? new Unusable(Failure.of(CudaFault.DRIVER_FAILS, status)) : new None();
            case NvidiaDriver.Found(int cuda, List<GraphicsCard> cards) -> of(cuda, cards);
        };
    }

    private static Graphics of(int driverCuda, List<GraphicsCard> cards) {
        if (cards.isEmpty()) {
            return new None();
        }
        if (driverCuda < LEAST_DRIVER) {
            return new Unusable(
                    Failure.of(CudaFault.OLD_DRIVER, cards.getFirst().name(), version(driverCuda)));
        }
        List<GraphicsCard> able =
                cards.stream().filter(c -> c.capability() >= LEAST_CAPABILITY).toList();
        if (able.size() < cards.size()) {
            return new Unusable(Failure.of(CudaFault.OLD_CARD, cards.getFirst().name(), CudaBuild.VERSION));
        }
        return new Usable(driverCuda, cards);
    }

    /** {@code 12.8} for 12080. */
    static String version(int cuda) {
        return cuda / 1000 + "." + cuda % 1000 / 10;
    }
}
