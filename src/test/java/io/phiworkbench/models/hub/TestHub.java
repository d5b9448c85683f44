package io.phiworkbench.models.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A Hub on the loopback interface, and its storage under another host name: large files are redirected there, as the
 * real one does it. Faults are played on request.
 */
public final class TestHub implements AutoCloseable {
    public static final String REPO = "microsoft/Phi-3-mini-4k-instruct";
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String BASE = "/" + REPO;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer hub = server();
    private final HttpServer storage = server();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<Played> played = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytesSent = new AtomicLong();
    private volatile int storagePort;
    private volatile boolean ranges = true;
    private volatile long pauseMillis;

    /** What was asked for. */
    public record Request(String host, String path, String authorization, String range) {}

    /** Answers instead of the server; false lets the server answer after all. */
    public interface Answer {
        boolean to(HttpExchange exchange) throws IOException;
    }

    private record Played(Predicate<String> path, AtomicInteger times, Answer answer) {}

    public TestHub() {
        hub.createContext("/", exchange -> serve(exchange, this::answerHub));
        storage.createContext("/", exchange -> serve(exchange, this::answerStorage));
        hub.setExecutor(threads);
        storage.setExecutor(threads);
        hub.start();
        storage.start();
        storagePort = storage.getAddress().getPort();
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestHub file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    public TestHub file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** From now on an answer to these requests, so many times. */
    public TestHub play(Predicate<String> path, int times, Answer answer) {
        played.add(new Played(path, new AtomicInteger(times), answer));
        return this;
    }

    /** A status with headers, name and value in turn, and an empty body. */
    public static Answer status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
            return true;
        };
    }

    public static Answer webPage() {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            byte[] page = "<!DOCTYPE html><html>Please sign in</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            return true;
        };
    }

    void ignoreRanges() {
        ranges = false;
    }

    /** Makes bodies slow: a pause after each piece of 16 KiB. */
    public void slow(long millis) {
        pauseMillis = millis;
    }

    /** Lets redirects lead to another port, of a proxy before the storage. */
    void storageBehind(int port) {
        storagePort = port;
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + hubPort());
    }

    int hubPort() {
        return hub.getAddress().getPort();
    }

    int storagePort() {
        return storage.getAddress().getPort();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public Stream<Request> requestsFor(String file) {
        return requests().stream().filter(r -> r.path().endsWith("/" + file));
    }

    /** Bytes of bodies that were sent. */
    public long bytesSent() {
        return bytesSent.get();
    }

    private void serve(HttpExchange exchange, Answer usual) throws IOException {
        String path = exchange.getRequestURI().toString();
        var headers = exchange.getRequestHeaders();
        requests.add(new Request(
                String.valueOf(headers.getFirst("Host")),
                exchange.getRequestURI().getPath(),
                headers.getFirst("Authorization"),
                headers.getFirst("Range")));
        try (exchange) {
            for (Played fault : played) {
                if (fault.path().test(path)
                        && fault.times().getAndDecrement() > 0
                        && fault.answer().to(exchange)) {
                    return;
                }
            }
            usual.to(exchange);
        }
    }

    private boolean answerHub(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String resolve = BASE + "/resolve/" + COMMIT + "/";
        if (path.equals("/api/models" + BASE + "/revision/main")
                || path.equals("/api/models" + BASE + "/revision/" + COMMIT)) {
            byte[] list = list();
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
        } else if (path.startsWith(resolve) && files.containsKey(path.substring(resolve.length()))) {
            file(exchange, path.substring(resolve.length()));
        } else {
            exchange.getResponseHeaders().set("X-Error-Code", "RepoNotFound");
            exchange.sendResponseHeaders(404, -1);
        }
        return true;
    }

    private void file(HttpExchange exchange, String name) throws IOException {
        byte[] content = files.get(name);
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        if (isLarge(name)) {
            exchange.getResponseHeaders().set("X-Linked-Etag", '"' + sha256(content) + '"');
            exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(content.length));
            exchange.getResponseHeaders()
                    .set("Location", "http://127.0.0.1:" + storagePort + "/blobs/" + name + "?signature=1");
            exchange.sendResponseHeaders(302, -1);
        } else {
            send(exchange, content);
        }
    }

    private boolean answerStorage(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        send(exchange, files.get(path.substring("/blobs/".length())));
        return true;
    }

    private void send(HttpExchange exchange, byte[] content) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = 0;
        int to = content.length;
        if (range != null && ranges) {
            String[] ends = range.substring("bytes=".length()).split("-");
            from = Integer.parseInt(ends[0]);
            to = Integer.parseInt(ends[1]) + 1;
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(range != null && ranges ? 206 : 200, to - from);
        OutputStream out = exchange.getResponseBody();
        for (int at = from; at < to; at += 16 << 10) {
            int count = Math.min(16 << 10, to - at);
            out.write(content, at, count);
            bytesSent.addAndGet(count);
            pause(out);
        }
    }

    private void pause(OutputStream out) throws IOException {
        if (pauseMillis > 0) {
            out.flush();
            try {
                Thread.sleep(pauseMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    /** As the real one: large and binary files are in Git LFS. */
    static boolean isLarge(String name) {
        return name.endsWith(".safetensors") || name.endsWith(".bin");
    }

    private byte[] list() throws IOException {
        ObjectNode json = MAPPER.createObjectNode().put("id", REPO).put("sha", COMMIT);
        ArrayNode siblings = json.putArray("siblings");
        files.forEach((name, content) -> {
            ObjectNode file = siblings.addObject()
                    .put("rfilename", name)
                    .put("size", content.length)
                    .put("blobId", gitSha1(content));
            if (isLarge(name)) {
                file.putObject("lfs")
                        .put("sha256", sha256(content))
                        .put("size", content.length)
                        .put("pointerSize", 135);
            }
        });
        return MAPPER.writeValueAsBytes(json);
    }

    static String sha256(byte[] content) {
        return hash("SHA-256", content);
    }

    static String gitSha1(byte[] content) {
        byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return hash("SHA-1", all);
    }

    private static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        hub.stop(0);
        storage.stop(0);
        threads.shutdownNow();
    }
}
