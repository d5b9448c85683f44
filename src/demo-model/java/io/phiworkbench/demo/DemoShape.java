package io.phiworkbench.demo;

/**
 * The sizes of the demonstration model: everything that its {@code config.json} says in numbers.
 *
 * @param dim width of the language model
 * @param layers its layers
 * @param heads its attention heads
 * @param mlp width of its feed-forward network
 * @param visionDim width of the vision tower
 * @param visionLayers layers of the tower that are used; the checkpoint has one more, as the reference does
 * @param visionHeads attention heads of the tower
 * @param visionMlp width of the tower's feed-forward network
 */
public record DemoShape(
        int dim,
        int layers,
        int heads,
        int mlp,
        int visionDim,
        int visionLayers,
        int visionHeads,
        int visionMlp) {

    /** Edge of one crop in pixels. */
    public static final int CROP = 112;

    /** Edge of one patch in pixels. */
    public static final int PATCH = 14;

    /** Patches along one edge of a crop. */
    public static final int GRID = CROP / PATCH;

    /** Merged cells along one edge of a crop: the pictures' tokens. */
    public static final int MERGED = GRID / 2;

    /** Edge of one merged cell in pixels. */
    public static final int CELL = 2 * PATCH;

    /** Characters told apart in one merged cell by the training-only loss. */
    public static final int SLOTS = 4;

    /** Most crops of one picture, the global view not counted. */
    public static final int NUM_CROPS = 4;

    /** Longest sequence the checkpoint promises. */
    public static final int MAX_POSITIONS = 4096;

    /** The shape that is trained and shipped. */
    public static DemoShape shipped() {
        return new DemoShape(
                Integer.getInteger("demo.dim", 128),
                Integer.getInteger("demo.layers", 4),
                Integer.getInteger("demo.heads", 4),
                Integer.getInteger("demo.mlp", 384),
                Integer.getInteger("demo.vdim", 128),
                Integer.getInteger("demo.vlayers", 3),
                Integer.getInteger("demo.vheads", 4),
                Integer.getInteger("demo.vmlp", 512));
    }

    /** Picture tokens of an image of {@code rows} × {@code columns} crops. */
    public static int pictureTokens(int rows, int columns) {
        return (rows * columns + 1) * MERGED * MERGED + 1 + (rows + 1) * MERGED;
    }
}
