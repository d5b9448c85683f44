package io.phiworkbench.models.hub;

import java.io.IOException;
import java.io.InputStream;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Fetches one file into a {@link PartialBlob} over several connections. Each takes one part after the other and goes on
 * where a part was cut. A server that sends only whole files gets one connection.
 */
final class BlobTransfer {
    private static final int BUFFER = 128 << 10;

    private final Source source;
    private final RepoFile file;
    private final SourceWords words;
    private final Retrying retries;
    private final int connections;
    private final Set<Flow> flows;

    /** Where the bytes come from. */
    interface Source {
        InputStream open(long from, long to) throws IOException, InterruptedException;
    }

    /** Makes the attempts of one connection. */
    interface Retrying {
        Retries begin();
    }

    /**
     * @param flows gets the connections that are open, for whoever watches that they do not stall
     */
    BlobTransfer(Source source, RepoFile file, SourceWords words, Retrying retries, int connections, Set<Flow> flows) {
        this.source = source;
        this.file = file;
        this.words = words;
        this.retries = retries;
        this.connections = connections;
        this.flows = flows;
    }

    static Set<Flow> noFlows() {
        return ConcurrentHashMap.newKeySet();
    }

    /**
     * Fetches all that is missing.
     *
     * @return the blob with all its bytes; not the one given if the server sends only whole files
     * @throws HubException if it cannot be done
     */
    PartialBlob run(PartialBlob blob) throws InterruptedException, IOException {
        try {
            fetchParts(blob);
            return blob;
        } catch (RangesIgnored e) {
            PartialBlob whole = blob.again(file.size());
            fetchWhole(whole);
            return whole;
        }
    }

    private void fetchParts(PartialBlob blob) throws InterruptedException, RangesIgnored {
        Queue<Integer> open = new ConcurrentLinkedQueue<>(IntStream.range(0, blob.parts())
                .filter(p -> !blob.isComplete(p))
                .boxed()
                .toList());
        int workers = Math.min(connections, open.size());
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var running = new ExecutorCompletionService<Void>(pool);
            for (int i = 0; i < workers; i++) {
                running.submit(() -> {
                    for (Integer part = open.poll(); part != null; part = open.poll()) {
                        fetchPart(blob, part);
                    }
                    return null;
                });
            }
            for (int i = 0; i < workers; i++) {
                running.take().get();
            }
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } finally {
            pool.shutdownNow();
            awaitEnd(pool);
        }
    }

    /** The workers end at once: what they wait for is interrupted. Nobody may write after this. */
    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException unwrapped(Throwable cause) throws RangesIgnored {
        return switch (cause) {
            case RangesIgnored ignored -> throw ignored;
            case HubException known -> known;
            default -> new IllegalStateException(cause);
        };
    }

    private void fetchPart(PartialBlob blob, int part) throws InterruptedException, RangesIgnored {
        Retries attempts = retries.begin();
        while (!blob.isComplete(part)) {
            long before = blob.next(part);
            try {
                copy(blob, part);
            } catch (RangesIgnored e) {
                throw e;
            } catch (IOException e) {
                stopIfInterrupted();
                if (blob.next(part) > before) {
                    attempts.progressed();
                }
                attempts.failed(e, file.path());
            }
        }
    }

    private void fetchWhole(PartialBlob blob) throws InterruptedException, IOException {
        Retries attempts = retries.begin();
        long farthest = 0;
        while (!blob.isComplete(0)) {
            blob.restart(0);
            try {
                copy(blob, 0);
            } catch (IOException e) {
                stopIfInterrupted();
                if (blob.next(0) > farthest) {
                    farthest = blob.next(0);
                    attempts.progressed();
                }
                attempts.failed(e, file.path());
            }
        }
    }

    private void copy(PartialBlob blob, int part) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try (Flow flow = new Flow(source.open(blob.next(part), blob.end(part)), flows)) {
            while (!blob.isComplete(part)) {
                int wanted = (int) Math.min(buffer.length, blob.end(part) - blob.next(part));
                int count = flow.read(buffer, wanted);
                if (count < 0) {
                    throw new BrokenConnection(HubFault.CUT_AFTER, blob.next(part), file.size(), file.path());
                }
                store(blob, part, buffer, count);
            }
        }
    }

    private void store(PartialBlob blob, int part, byte[] bytes, int count) {
        try {
            blob.append(part, bytes, count);
        } catch (IOException e) {
            throw words.cannotWrite(blob.path(), e);
        }
    }

    /** An interrupted read of a body ends in an {@link IOException} like any other. */
    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** An open body, and when it last brought something. */
    static final class Flow implements AutoCloseable {
        private final InputStream in;
        private final Set<Flow> all;
        private volatile long lastNanos = System.nanoTime();

        Flow(InputStream in, Set<Flow> all) {
            this.in = in;
            this.all = all;
            all.add(this);
        }

        int read(byte[] buffer, int wanted) throws IOException {
            int count = in.read(buffer, 0, wanted);
            lastNanos = System.nanoTime();
            return count;
        }

        /** Ends a body that brought nothing for so long; whoever reads it sees a cut. */
        void endIfStalled(long nanos) {
            if (System.nanoTime() - lastNanos > nanos) {
                close();
            }
        }

        @Override
        public void close() {
            all.remove(this);
            try {
                in.close();
            } catch (IOException e) {
                // Nothing is read from it any more.
            }
        }
    }
}
