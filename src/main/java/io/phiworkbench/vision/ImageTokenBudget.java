package io.phiworkbench.vision;

import java.util.List;
import java.util.OptionalInt;

/**
 * What pictures cost of the context, known from their sizes before anything runs.
 *
 * @param costs the pictures in prompt order; one that stands in the prompt twice is there twice
 * @param available tokens that pictures may take: the context without text and answer
 */
public record ImageTokenBudget(List<Cost> costs, int available) {

    /**
     * A picture, page or frame to be counted.
     *
     * @param source what messages call it
     * @param width upright width in pixels
     * @param height upright height in pixels
     * @param numCrops the most crops it may be cut in
     */
    public record Item(String source, int width, int height, int numCrops) {
        public static Item of(Picture picture, int numCrops) {
            return new Item(picture.source(), picture.width(), picture.height(), numCrops);
        }

        private Item atMost(int crops) {
            return new Item(source, width, height, Math.min(numCrops, crops));
        }
    }

    /** What one picture costs, and its grid. */
    public record Cost(Item item, HdPlan plan) {
        static Cost of(Item item, CropShape shape) {
            return new Cost(item, HdPlan.of(item.source(), item.width(), item.height(), item.numCrops(), shape));
        }

        public int tokens() {
            return plan.tokens();
        }
    }

    public ImageTokenBudget {
        costs = List.copyOf(costs);
    }

    /** @throws MediaException where a picture is too thin to be scaled */
    public static ImageTokenBudget of(List<Item> items, CropShape shape, int available) {
        return new ImageTokenBudget(
                items.stream().map(item -> Cost.of(item, shape)).toList(), available);
    }

    /** Tokens of all pictures. */
    public long total() {
        return costs.stream().mapToLong(Cost::tokens).sum();
    }

    /** Tokens that stay free; negative where the pictures do not fit. */
    public long left() {
        return available - total();
    }

    public boolean fits() {
        return left() >= 0;
    }

    /** The largest {@code num_crops} at which all pictures fit, empty where they do not even with one crop each. */
    public OptionalInt largestNumCropsThatFits() {
        int most = costs.stream().mapToInt(cost -> cost.item().numCrops()).max().orElse(1);
        for (int crops = most; crops >= 1; crops--) {
            OptionalInt total = totalAt(crops);
            if (total.isPresent() && total.getAsInt() <= available) {
                return OptionalInt.of(crops);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Refuses pictures that do not fit.
     *
     * @throws MediaException with the numbers and the crop count that would fit
     */
    public void check() {
        if (fits()) {
            return;
        }
        String source = costs.size() == 1 ? costs.getFirst().item().source() : costs.size() + " pictures";
        int left = Math.max(available, 0);
        OptionalInt crops = largestNumCropsThatFits();
        if (crops.isEmpty()) {
            throw new MediaException(source, Refusal.TOKENS_NEVER_FIT, total(), left);
        }
        int fitting = crops.getAsInt();
        throw new MediaException(
                source,
                Refusal.TOKENS_FIT_WITH,
                total(),
                left,
                fitting,
                totalAt(fitting).orElseThrow());
    }

    /** Empty where a picture is too thin for so few crops. */
    private OptionalInt totalAt(int crops) {
        try {
            long total = costs.stream()
                    .mapToLong(cost -> Cost.of(
                                    cost.item().atMost(crops), cost.plan().shape())
                            .tokens())
                    .sum();
            return OptionalInt.of(Math.toIntExact(total));
        } catch (MediaException e) {
            return OptionalInt.empty();
        }
    }
}
