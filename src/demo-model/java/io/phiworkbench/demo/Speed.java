package io.phiworkbench.demo;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

public final class Speed {
    public static void main(String[] args) throws Exception {
        DemoShape shape = DemoShape.shipped();
        ParameterLayout layout = new ParameterLayout(shape, CharacterVocabulary.SIZE, CharacterVocabulary.classes());
        System.out.println("parameters " + layout.size());
        int n = Integer.parseInt(args[0]);
        
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            JniUtils.setNumThreads(1);
            JniUtils.setGradMode(true);
            var graph = new TrainingGraph(manager, shape, layout);
            var flat = manager.create(layout.start(1));
            PictureTasks tasks = new PictureTasks(Fonts.trained(), 0.5);
            Random random = new Random(1);
            for (int k = 0; k < 12; k++) {
 if (k == 10 && args.length > 2) JniUtils.startProfile(false, true, false);
 if (k == 11 && args.length > 2) JniUtils.stopProfile("/tmp/probe/trace.json");
                long t0 = System.nanoTime();
                List<Sample> samples = new ArrayList<>();
                while (samples.size() < n) {
                    Task task = List.of(Task.WORD, Task.LINES, Task.CSV).get(random.nextInt(3));
                    Sample s = tasks.sample(random, task, 1, 2);
                    if (s.pictures().getFirst().width() == 224 && s.pictures().getFirst().height() == 112) samples.add(s);
                }
                Batch batch = new Batch.Maker().make(samples);
                long t1 = System.nanoTime();
                if (k < 3) graph.run(flat, batch, -1, 0, 0, 0).gradient().close(); t1 = System.nanoTime(); long c1 = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
var out = graph.run(flat, batch, 1, 0.3f, 0.3f, 0.3f);
                long t2 = System.nanoTime(); System.out.printf("cpu %.1f ", (java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - c1) / 1e6);
                System.out.printf("render %.1f ms, step %.1f ms, %.1f images/s, length %d, targets %d, losses %s, grad %s%n", (t1 - t0) / 1e6, (t2 - t1) / 1e6, n * 1e9 / (t2 - t0), batch.length(), batch.targets().length, Arrays.toString(out.losses()), out.gradient().norm().getFloat());
                out.gradient().close();
                if (k == 0) {
                    int i = 0;
                    for (Sample s : samples.subList(0, Math.min(8, n))) {
                        javax.imageio.ImageIO.write(s.pictures().getFirst().image(), "png", new java.io.File("/tmp/probe/s" + i++ + ".png"));
                        System.out.println(s.turns());
                    }
                }
            }
        }
    }
}
