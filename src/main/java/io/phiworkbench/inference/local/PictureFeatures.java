package io.phiworkbench.inference.local;

import io.phiworkbench.inference.GenerationException;
import io.phiworkbench.inference.ImageInput;
import io.phiworkbench.inference.Phase;
import io.phiworkbench.torch.TorchValue;
import io.phiworkbench.vision.HdImage;
import io.phiworkbench.vision.HdTransform;
import io.phiworkbench.vision.MediaException;
import io.phiworkbench.vision.Picture;
import io.phiworkbench.vision.PictureReader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Features of pictures by content, so that a second question about a picture neither opens its file nor runs the
 * encoder. The least recently used ones make room for new ones. Owns native memory; used on the inference thread.
 */
final class PictureFeatures implements AutoCloseable {
    /** Bytes of features that are kept: some twenty pictures of 16 crops of the published model. */
    static final long KEPT = 512L << 20;

    private final VisionEncoder encoder;
    private final HdTransform transform;
    private final int width;
    private final long kept;
    /** Least recently used first. */
    private final Map<Key, Features> known = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    private record Key(String contentHash, int numCrops) {}

    /** @param rows float32 [tokens, n] */
    private record Features(TorchValue rows, int tokens) {}

    /**
     * @param width of the decoder's residual stream
     * @param kept most bytes of features; a single picture may have more
     */
    PictureFeatures(VisionEncoder encoder, HdTransform transform, int width, long kept) {
        this.encoder = encoder;
        this.transform = transform;
        this.width = width;
        this.kept = kept;
    }

    /**
     * A picture for a prompt. One that is not known yet is read, scaled and cut now, so that a broken file is refused
     * before anything runs; it is encoded when its features are needed.
     *
     * @param number counted from 1, and {@code of} how many, for progress
     * @throws MediaException if the file cannot be read
     */
    EncodedPicture picture(
            ImageInput image, int numCrops, int number, int of, PhaseClock clock, BooleanSupplier cancelled) {
        var key = new Key(image.sha256(), numCrops);
        Features features = known.get(key);
        if (features != null) {
            return new PromptPicture(image, key, features.tokens(), null, number, of, clock, cancelled);
        }
        HdImage cut = cut(image, numCrops);
        return new PromptPicture(image, key, cut.plan().tokens(), cut, number, of, clock, cancelled);
    }

    private HdImage cut(ImageInput image, int numCrops) {
        Picture picture = new PictureReader().read(image.content(), image.name());
        return transform.apply(picture, numCrops);
    }

    private TorchValue remember(Key key, TorchValue rows, int tokens) {
        makeRoom(size(tokens));
        known.put(key, new Features(rows, tokens));
        bytes += size(tokens);
        return rows;
    }

    private void makeRoom(long needed) {
        Iterator<Features> oldest = known.values().iterator();
        while (bytes + needed > kept && oldest.hasNext()) {
            Features features = oldest.next();
            oldest.remove();
            bytes -= size(features.tokens());
            features.rows().close();
        }
    }

    private long size(int tokens) {
        return 4L * width * tokens;
    }

    /** Bytes of the features that are kept now. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        known.values().forEach(features -> features.rows().close());
        known.clear();
        bytes = 0;
    }

    /** A picture of one run. */
    private final class PromptPicture implements EncodedPicture {
        private final ImageInput image;
        private final Key key;
        private final int tokens;
        private final int number;
        private final int of;
        private final PhaseClock clock;
        private final BooleanSupplier cancelled;
        /** Absent once it is encoded, and where the features were known. */
        private HdImage cut;

        PromptPicture(
                ImageInput image,
                Key key,
                int tokens,
                HdImage cut,
                int number,
                int of,
                PhaseClock clock,
                BooleanSupplier cancelled) {
            this.image = image;
            this.key = key;
            this.tokens = tokens;
            this.cut = cut;
            this.number = number;
            this.of = of;
            this.clock = clock;
            this.cancelled = cancelled;
        }

        @Override
        public int tokens() {
            return tokens;
        }

        @Override
        public long key(int row) {
            return EncodedPicture.rowKey(key.contentHash(), key.numCrops(), row);
        }

        @Override
        public TorchValue features() {
            Features features = known.get(key);
            return features != null ? features.rows() : clock.inside(Phase.VISION_ENCODE, number, of, this::encode);
        }

        private TorchValue encode() {
            HdImage pixels = cut == null ? again() : cut;
            TorchValue rows = encoder.encode(pixels, cancelled);
            cut = null;
            return remember(key, rows, tokens);
        }

        /** Its features had to make room for others of the same prompt. */
        private HdImage again() {
            try {
                return cut(image, key.numCrops());
            } catch (MediaException e) {
                throw new GenerationException(e);
            }
        }
    }
}
