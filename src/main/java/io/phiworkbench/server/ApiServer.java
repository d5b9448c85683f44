package io.phiworkbench.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phiworkbench.failure.Failure;
import io.phiworkbench.inference.GenerationResult;
import io.phiworkbench.server.ServedModels.Served;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models behind HTTP, as OpenAI's clients expect them: {@code /v1/models}, {@code /v1/chat/completions}, {@code
 * /v1/completions} and {@code /health}.
 *
 * <p>Runs of a model are answered in the order in which they came; a connection has one request at a time, so none can
 * push itself before the others. Thread-safe; {@link #start} and {@link #close} block for moments.
 */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final int EVENT_LOOPS = 2;
    private static final int BACKLOG = 1024;
    private static final int BODIES_PART_OF_HEAP = 8;
    private static final String MODELS = "/v1/models";

    private final ServerOptions options;
    private final ServedModels models;
    private final Json json;
    private final ByteBudget budget;
    private final int mostBody;
    private final Gate gate;
    private final Tally tally = new Tally();
    private final ModelList list = new ModelList(Instant.now().getEpochSecond());
    private final Set<CompletableFuture<Void>> running = ConcurrentHashMap.newKeySet();
    private final Vertx vertx;
    private HttpServer server;

    private ApiServer(ServerOptions options, ServedModels models) {
        this.options = options;
        this.models = models;
        long forBodies = Runtime.getRuntime().maxMemory() / BODIES_PART_OF_HEAP;
        this.mostBody = (int) Math.min(options.mostBodyBytes(), forBodies);
        this.budget = new ByteBudget(forBodies);
        this.json = new Json(mostBody);
        this.gate = new Gate(options.apiKey());
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /**
     * Tries whether the address can be listened on, for who has much to load before it is.
     *
     * @throws ServerException if it cannot
     */
    public static void requireFree(ServerOptions options) {
        var address = new InetSocketAddress(options.host(), options.port());
        if (address.isUnresolved()) {
            throw new ServerException(null, ServerFault.NO_SUCH_ADDRESS, options.host());
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        } catch (IOException e) {
            throw taken(options, e);
        }
    }

    private static ServerException taken(ServerOptions options, Throwable cause) {
        return new ServerException(cause, ServerFault.CANNOT_LISTEN, options.host(), options.port(), why(cause));
    }

    /** Systems tell these by their words alone. */
    private static Failure why(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        if (said.contains("already in use")) {
            return Failure.of(ServerFault.IN_USE);
        }
        if (said.contains("Permission denied")) {
            return Failure.of(ServerFault.NOT_ALLOWED);
        }
        return said.contains("annot assign requested address")
                ? Failure.of(ServerFault.NOT_OF_THIS_MACHINE)
                : new Failure.Plain(said);
    }
    /**
     * Listens.
     *
     * @param models stay the caller's
     * @throws ServerException if the address cannot be listened on
     */
    public static ApiServer start(ServerOptions options, ServedModels models) {
        ApiServer server = new ApiServer(options, models);
        try {
            server.listen();
            return server;
        } catch (CompletionException e) {
            server.close();
            throw taken(options, e.getCause());
        }
    }

    private void listen() {
        HttpServerConfig config = new HttpServerConfig()
                .setVersions(HttpVersion.HTTP_1_1, HttpVersion.HTTP_1_0)
                .setTcpHost(options.host())
                .setTcpPort(options.port());
        config.getTcpConfig().setAcceptBacklog(BACKLOG);
        server = vertx.createHttpServer(config).requestHandler(this::accept);
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    public int port() {
        return server.actualPort();
    }

    /** What clients take as their base URL. */
    public String baseUrl() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return "http://" + host + ":" + port() + "/v1";
    }

    public ServerFigures figures() {
        return tally.figures();
    }

    /**
     * @param listener gets the figures whenever they change, on any thread; must return quickly
     * @return ends the delivery
     */
    public Runnable listen(Consumer<ServerFigures> listener) {
        return tally.listen(listener);
    }

    /** On the request's event loop. */
    private void accept(HttpServerRequest request) {
        tally.asked();
        Reply reply = new Reply(request.response(), json);
        try {
            gate.check(request);
            gate.welcome(request);
            route(request, reply);
        } catch (ApiException e) {
            refuse(reply, e);
        }
    }

    private void refuse(Reply reply, ApiException reason) {
        tally.refused();
        reply.refuse(reason);
    }

    private void route(HttpServerRequest request, Reply reply) {
        String path = request.path();
        if (request.method() == HttpMethod.OPTIONS) {
            request.response().setStatusCode(204).end();
            return;
        }
        switch (path) {
            case "/", "/health" -> reply.send(200, health(request));
            case "/v1/chat/completions" -> answer(request, reply, ChatRequest::read);
            case "/v1/completions" -> answer(request, reply, CompletionRequest::read);
            case MODELS -> {
                require(request, HttpMethod.GET);
                reply.send(200, list.all(models.list()));
            }
            default -> {
                if (!path.startsWith(MODELS + "/")) {
                    throw ApiException.request(
                            404,
                            "unknown_url",
                            "there is nothing at " + request.method() + " " + path
                                    + "; this server has /v1/models, /v1/chat/completions, /v1/completions and /health");
                }
                require(request, HttpMethod.GET);
                String name = URLDecoder.decode(path.substring(MODELS.length() + 1), StandardCharsets.UTF_8);
                reply.send(200, list.one(model(name)));
            }
        }
    }

    private void require(HttpServerRequest request, HttpMethod method) {
        if (request.method() != method) {
            throw ApiException.request(
                    405, "method_not_allowed", request.path() + " takes " + method + ", not " + request.method());
        }
        gate.checkKey(request);
    }

    private ObjectNode health(HttpServerRequest request) {
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            throw ApiException.request(405, "method_not_allowed", request.path() + " takes GET");
        }
        ObjectNode health = JsonNodeFactory.instance.objectNode();
        return health.put("status", "ok")
                .put("models", models.list().size())
                .put("open", figures().open());
    }

    private Served model(String name) {
        return models.find(name)
                .orElseThrow(() -> ApiException.request(
                        404,
                        "model_not_found",
                        "the model '" + name + "' is not served here; "
                                + (models.list().isEmpty() ? "no model is loaded" : "these are: " + names())));
    }

    private String names() {
        return String.join(", ", models.list().stream().map(Served::name).toList());
    }

    private void answer(HttpServerRequest request, Reply reply, Function<Fields, ApiRequest> reader) {
        require(request, HttpMethod.POST);
        CompletableFuture<Void> gone = new CompletableFuture<>();
        request.response().closeHandler(_ -> gone.complete(null));
        request.response().exceptionHandler(_ -> gone.complete(null));
        new BodyReader(vertx, request, mostBody, budget, reason -> refuse(reply, reason))
                .read(body -> Thread.ofVirtual().name("answer").start(() -> answer(body, reply, reader, gone)));
    }

    /** On a virtual thread of its own. */
    private void answer(byte[] body, Reply reply, Function<Fields, ApiRequest> reader, CompletableFuture<Void> gone) {
        running.add(gone);
        try {
            run(reader.apply(json.read(body)), reply, gone);
        } catch (ApiException e) {
            refuse(reply, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.error("a request failed", e);
            refuse(reply, ApiException.failed("internal error: " + e.getClass().getSimpleName()));
        } finally {
            running.remove(gone);
            budget.giveBack(body.length);
        }
    }

    private void run(ApiRequest asked, Reply reply, CompletableFuture<Void> gone) throws InterruptedException {
        Served served = model(asked.model());
        if (!tally.opened(options.mostWaiting())) {
            throw ApiException.busy("too many requests wait already; try again in a moment");
        }
        int tokens = 0;
        boolean failed = true;
        try {
            ReplyFormat format = asked.format(head(served, asked));
            GenerationResult result = new AnswerExchange(served.model(), asked, format, reply, gone).run();
            tokens = result.tokens().size();
            failed = false;
        } finally {
            tally.closed(gone.isDone(), failed, tokens);
        }
    }

    private static ReplyFormat.Head head(Served served, ApiRequest asked) {
        byte[] id = new byte[12];
        ThreadLocalRandom.current().nextBytes(id);
        String hash = served.model().description().hash();
        return new ReplyFormat.Head(
                (asked instanceof ChatRequest ? "chatcmpl-" : "cmpl-")
                        + HexFormat.of().formatHex(id),
                served.name(),
                Instant.now().getEpochSecond(),
                "fp_" + hash.substring(0, Math.min(10, hash.length())));
    }

    /** Ends all answers and stops listening. Idempotent. */
    @Override
    public void close() {
        running.forEach(gone -> gone.complete(null));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
