package io.phiworkbench.models.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Passes connections on to a port of this machine, and cuts the first ones after so many bytes of their answers. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final int wanted;
    private final IntSupplier cutAfter;
    private final AtomicInteger cuts = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * @param wanted cuts; after so many all connections are left alone
     * @param cutAfter for each connection how many bytes of answers it lets pass
     */
    CuttingProxy(int target, int wanted, IntSupplier cutAfter) {
        this.target = target;
        this.wanted = wanted;
        this.cutAfter = cutAfter;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(behind);
                Thread.ofVirtual().start(() -> pump(client, behind, -1));
                Thread.ofVirtual().start(() -> pump(behind, client, limit()));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private int limit() {
        return cuts.get() < wanted ? cutAfter.getAsInt() : -1;
    }

    private void pump(Socket from, Socket to, int limit) {
        byte[] buffer = new byte[8192];
        int left = limit;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count = limit == 0 ? -1 : in.read(buffer);
            while (count >= 0) {
                int passed = limit < 0 ? count : Math.min(count, left);
                out.write(buffer, 0, passed);
                left -= passed;
                if (limit > 0 && left <= 0) {
                    break;
                }
                count = in.read(buffer);
            }
            if (limit >= 0 && left <= 0) {
                cuts.incrementAndGet();
            }
        } catch (IOException e) {
            // One side is gone, and the other goes with it.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
