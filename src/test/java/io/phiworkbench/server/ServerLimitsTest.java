package io.phiworkbench.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.phiworkbench.inference.ScriptedChatModel;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that ask too much, leave too early, or all come at once. */
class ServerLimitsTest {
    private static final String HELLO = "{'model':'phi','messages':[{'role':'user','content':'%s'}]}";

    private final ScriptedChatModel model = ScriptedChatModel.saying("a", "b", "c", "d");
    private final ServerRig rig = ServerRig.serving(model);

    @AfterEach
    void close() {
        model.releaseAll();
        rig.close();
        model.close();
    }

    @Test
    void refusesARequestOfAHundredMegabytesAndGoesOn() throws Exception {
        byte[] part = new byte[1 << 20];
        HttpRequest.BodyPublisher hundred = HttpRequest.BodyPublishers.ofByteArrays(
                () -> java.util.stream.Stream.generate(() -> part).limit(100).iterator());

        ServerRig.Answer answer = rig.send(rig.request("/v1/chat/completions").POST(hundred));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("request_too_large");
        assertThat(rig.chat(HELLO.formatted("hi")).status()).isEqualTo(200);
    }

    @Test
    void refusesByTheAnnouncedLengthBeforeReading() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", rig.server.port())) {
            send(socket, "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600\r\n\r\n");

            assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
    }

    @Test
    void cancelsTheRunOfAStreamWhoseClientLeaves() throws Exception {
        model.holdTokens();
        Socket socket = ask(true);
        model.release(1);
        readUntil(socket, text -> text.contains("\"content\":\"a\""));

        socket.close();
        CountDownLatch seen = figures(f -> f.abandoned() == 1 && f.open() == 0);

        // Nothing lets a further token through but the cancellation itself.
        assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(rig.server.figures().tokens()).isEqualTo(1);
    }

    @Test
    void cancelsARunWhoseClientLeavesBeforeAnythingWasSent() throws Exception {
        model.holdTokens();
        CountDownLatch open = figures(f -> f.open() == 1);
        Socket socket = ask(false);
        assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();

        socket.close();
        CountDownLatch seen = figures(f -> f.abandoned() == 1 && f.open() == 0);

        assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(rig.server.figures().tokens()).isZero();
    }

    @Test
    void answersTwoHundredConnectionsAtOnceEachWithItsOwn() throws Exception {
        ScriptedChatModel echo = ScriptedChatModel.answering(
                asked -> ScriptedChatModel.tokens(((io.phiworkbench.inference.Prompt.Chat) asked.prompt())
                        .messages()
                        .getLast()
                        .text()));
        echo.holdTokens();
        try (ServerRig many = ServerRig.serving(echo);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch allOpen = new CountDownLatch(1);
            many.server.listen(f -> {
                if (f.open() == 200) {
                    allOpen.countDown();
                }
            });
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String question = "question " + i;
                answers.add(clients.submit(() -> raw(many.server.port(), HELLO.formatted(question))));
            }
            assertThat(allOpen.await(60, TimeUnit.SECONDS)).isTrue();
            echo.releaseAll();

            for (int i = 0; i < 200; i++) {
                assertThat(answers.get(i).get(60, TimeUnit.SECONDS))
                        .startsWith("HTTP/1.1 200")
                        .contains("\"content\":\"question " + i + "\"");
            }
            assertThat(many.server.figures().answered()).isEqualTo(200);
        }
    }

    @Test
    void sendsTheNextAwayWhereTooManyWait() throws Exception {
        model.holdTokens();
        try (ServerRig full = ServerRig.serving(ServerOptions.loopback(0).withMostWaiting(1), model);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch open = new CountDownLatch(1);
            full.server.listen(f -> {
                if (f.open() == 1) {
                    open.countDown();
                }
            });
            Future<ServerRig.Answer> first = clients.submit(() -> full.chat(HELLO.formatted("one")));
            assertThat(open.await(20, TimeUnit.SECONDS)).isTrue();

            ServerRig.Answer second = full.chat(HELLO.formatted("two"));
            model.releaseAll();

            assertThat(second.status()).isEqualTo(503);
            assertThat(second.response().headers().firstValue("Retry-After")).hasValue("1");
            assertThat(first.get().status()).isEqualTo(200);
        }
    }

    @Test
    void keepsTheBytesOfRequestsWithinItsBudget() {
        ByteBudget budget = new ByteBudget(10);

        assertThat(budget.take(6)).isTrue();
        assertThat(budget.take(6)).isFalse();
        budget.giveBack(6);
        assertThat(budget.take(10)).isTrue();
        assertThat(budget.taken()).isEqualTo(10);
    }

    private Socket ask(boolean stream) throws Exception {
        String body = HELLO.formatted("hi")
                .replace("{'model'", "{'stream':" + stream + ",'model'")
                .replace('\'', '"');
        Socket socket = new Socket("127.0.0.1", rig.server.port());
        send(socket, post(body));
        return socket;
    }

    private static String post(String body) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String raw(int port, String body) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            send(socket, post(body.replace('\'', '"')).replace("Host: x", "Host: x\r\nConnection: close"));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void send(Socket socket, String text) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String firstLine(Socket socket) throws Exception {
        String text = readUntil(socket, t -> t.contains("\r\n"));
        return text.substring(0, text.indexOf("\r\n"));
    }

    private static String readUntil(Socket socket, Predicate<String> enough) throws Exception {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (!enough.test(text.toString())) {
            int next = in.read();
            assertThat(next).isNotEqualTo(-1);
            text.append((char) next);
        }
        return text.toString();
    }

    /** Opens once the server's figures are so. */
    private CountDownLatch figures(Predicate<ServerFigures> wanted) {
        CountDownLatch latch = new CountDownLatch(1);
        rig.server.listen(f -> {
            if (wanted.test(f)) {
                latch.countDown();
            }
        });
        if (wanted.test(rig.server.figures())) {
            latch.countDown();
        }
        return latch;
    }
}
