package io.phiworkbench.inference.local;

import io.phiworkbench.inference.Phase;
import io.phiworkbench.torch.TorchValue;
import io.phiworkbench.vision.HdImage;
import io.phiworkbench.vision.HdPlan;
import io.phiworkbench.vision.HdTransform;
import io.phiworkbench.vision.Picture;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Features of pictures by content, so that a second question about a picture costs no encoder run. Least recently used
 * ones are dropped between runs. Owns native memory; used on the inference thread.
 */
final class PictureFeatures implements AutoCloseable {
    /** Bytes that are kept between runs: some sixty pictures of 16 crops of the published model. */
    private static final long KEPT = 1L << 30;

    private final VisionEncoder encoder;
    private final HdTransform transform;
    private final int width;
    private final Map<Key, TorchValue> features = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Long> sizes = new LinkedHashMap<>();

    private record Key(String contentHash, int numCrops) {}

    /** @param width of the decoder's residual stream */
    PictureFeatures(VisionEncoder encoder, HdTransform transform, int width) {
        this.encoder = encoder;
        this.transform = transform;
        this.width = width;
    }

    /**
     * A picture for a prompt; nothing is computed yet.
     *
     * @param number counted from 1, and {@code of} how many, for progress
     */
    EncodedPicture picture(
            Picture picture, int numCrops, int number, int of, PhaseClock clock, BooleanSupplier cancelled) {
        HdPlan plan = transform.plan(picture, numCrops);
        var key = new Key(picture.contentHash(), numCrops);
        return new EncodedPicture() {
            @Override
            public int tokens() {
                return plan.tokens();
            }

            @Override
            public long key(int row) {
                return EncodedPicture.rowKey(key.contentHash(), numCrops, row);
            }

            @Override
            public TorchValue features() {
                TorchValue known = features.get(key);
                return known != null
                        ? known
                        : clock.inside(
                                Phase.VISION_ENCODE, number, of, () -> compute(picture, numCrops, key, cancelled));
            }
        };
    }

    private TorchValue compute(Picture picture, int numCrops, Key key, BooleanSupplier cancelled) {
        HdImage image = transform.apply(picture, numCrops);
        TorchValue computed = encoder.encode(image, cancelled);
        features.put(key, computed);
        sizes.put(key, 4L * width * image.plan().tokens());
        return computed;
    }

    /** Drops the least recently used features beyond what is kept between runs. */
    void trim() {
        long total = sizes.values().stream().mapToLong(Long::longValue).sum();
        Iterator<Map.Entry<Key, TorchValue>> oldest = features.entrySet().iterator();
        while (total > KEPT && oldest.hasNext()) {
            Map.Entry<Key, TorchValue> entry = oldest.next();
            total -= sizes.remove(entry.getKey());
            entry.getValue().close();
            oldest.remove();
        }
    }

    @Override
    public void close() {
        features.values().forEach(TorchValue::close);
        features.clear();
        sizes.clear();
    }
}
