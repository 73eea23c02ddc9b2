package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Echo;
import io.breakwater.downstream.InTurn;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.Reset;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body goes out again whole, byte by byte, or its request is not sent again. */
@Promise("RetryBody")
public class RetryBodyContract extends GuardedContract {
    private static final int MAX_BODY = 64 * 1024;
    /** Bodies mostly come with POST, which is not sent again unless a route says so. */
    private static final String POST_TOO = "retry.unsent-methods=POST";

    private interface Reading {
        byte[] read(HttpServletRequest request) throws IOException;
    }

    /** Fails its first attempt, after it has read some of the body, as if nobody had listened; answers the next with all of it. */
    private static Subject refusedAfter(Reading some, Reading all, List<String> attempts) {
        return (request, response) -> {
            attempts.add(request.getMethod());
            if (attempts.size() == 1) {
                some.read(request);
                throw new ConnectException("Connection refused");
            }
            response.getOutputStream().write(all.read(request));
        };
    }

    private static byte[] all(HttpServletRequest request) throws IOException {
        return request.getInputStream().readAllBytes();
    }

    private static byte[] none(HttpServletRequest request) {
        return new byte[0];
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 8192, 50_000, MAX_BODY})
    void aBodyThatWasReadInPartIsReplayedExactly(int alreadyRead) {
        List<String> attempts = new CopyOnWriteArrayList<>();
        URI uri = start(
                refusedAfter(
                        request -> request.getInputStream().readNBytes(alreadyRead), RetryBodyContract::all, attempts),
                POST_TOO);
        Bytes body = Bytes.filler(MAX_BODY);

        RawResponse seen = ask(uri, RawRequest.of("POST", "/", body));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body()).isEqualTo(body);
        assertThat(attempts).hasSize(2);
    }

    @Test
    void aBodyThatWasReadToItsEndIsReplayedExactly() {
        URI uri = start(
                refusedAfter(RetryBodyContract::all, RetryBodyContract::all, new CopyOnWriteArrayList<>()), POST_TOO);

        assertThat(ask(uri, RawRequest.post("/", "42 crowns")).body().utf8()).isEqualTo("42 crowns");
    }

    @Test
    void anEmptyBodyIsReplayedAsOne() {
        URI uri = start(
                refusedAfter(RetryBodyContract::all, RetryBodyContract::all, new CopyOnWriteArrayList<>()), POST_TOO);

        assertThat(ask(uri, RawRequest.post("/", "")).body().length()).isZero();
    }

    @Test
    void aBodyReadByCharactersIsReplayedExactly() {
        Reading line = request -> {
            BufferedReader reader = request.getReader();
            return reader.readLine().getBytes(StandardCharsets.UTF_8);
        };
        Reading lines = request -> {
            try (BufferedReader reader = request.getReader()) {
                return String.join("|", reader.lines().toList()).getBytes(StandardCharsets.UTF_8);
            }
        };
        URI uri = start(refusedAfter(line, lines, new CopyOnWriteArrayList<>()), POST_TOO);

        RawResponse seen =
                ask(uri, RawRequest.post("/", "härbour\nsea").with("Content-Type", "text/plain;charset=utf-8"));

        assertThat(seen.body().utf8()).isEqualTo("härbour|sea");
    }

    @Test
    void theNextAttemptMayReadByCharactersWhatTheFirstReadByBytes() {
        Reading lines = request -> request.getReader().readLine().getBytes(StandardCharsets.UTF_8);
        URI uri = start(
                refusedAfter(request -> request.getInputStream().readNBytes(3), lines, new CopyOnWriteArrayList<>()),
                POST_TOO);

        assertThat(ask(uri, RawRequest.post("/", "harbour")).body().utf8()).isEqualTo("harbour");
    }

    @Test
    void aFormIsThereInTheNextAttemptToo() {
        Reading parameter = request -> request.getParameter("amount").getBytes(StandardCharsets.UTF_8);
        URI uri = start(refusedAfter(parameter, parameter, new CopyOnWriteArrayList<>()), POST_TOO);

        RawResponse seen = ask(
                uri,
                RawRequest.post("/", "amount=42&to=harbour").with("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(seen.body().utf8()).isEqualTo("42");
    }

    @Test
    void aChunkedBodyIsReplayedExactly() {
        URI uri = start(
                refusedAfter(RetryBodyContract::all, RetryBodyContract::all, new CopyOnWriteArrayList<>()), POST_TOO);
        RawClient client = connect(uri)
                .sendHead(RawRequest.get("/").withMethod("POST").with("Transfer-Encoding", "chunked"))
                .sendBytes(Bytes.utf8("5\r\nhello\r\n"))
                .sendBytes(Bytes.utf8("6\r\n world\r\n0\r\n\r\n"));

        assertThat(client.receive().body().utf8()).isEqualTo("hello world");
    }

    @Test
    void aLongerBodyIsSentOnce() {
        List<String> attempts = new CopyOnWriteArrayList<>();
        URI uri = start(refusedAfter(RetryBodyContract::none, RetryBodyContract::all, attempts), POST_TOO);

        assertThat(ask(uri, RawRequest.of("POST", "/", Bytes.filler(MAX_BODY + 1)))
                        .status())
                .isEqualTo(502);

        assertThat(attempts).hasSize(1);
    }

    @Test
    void aChunkedBodyThatTurnsOutLongerIsSentOnceWhenItWasRead() {
        List<String> attempts = new CopyOnWriteArrayList<>();
        URI uri = start(
                refusedAfter(RetryBodyContract::all, RetryBodyContract::all, attempts), POST_TOO, "retry.max-body=1KB");
        RawClient client = connect(uri)
                .sendHead(RawRequest.get("/").withMethod("POST").with("Transfer-Encoding", "chunked"))
                .sendBytes(Bytes.utf8("401\r\n"))
                .sendBytes(Bytes.filler(0x401))
                .sendBytes(Bytes.utf8("\r\n0\r\n\r\n"));

        assertThat(client.receive().status()).isEqualTo(502);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void aProxiedBodyIsReplayedExactly() {
        downstream.behave(InTurn.inTurn(new Reset(), new Echo()));
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.methods=PUT");
        Bytes body = Bytes.filler(MAX_BODY);

        RawResponse seen = ask(uri, RawRequest.of("PUT", "/", body));

        assertThat(seen.body()).isEqualTo(body);
        assertThat(downstream.received()).hasSize(2).allSatisfy(request -> assertThat(request.body())
                .isEqualTo(body));
    }

    /** Some HTTP clients read the client's body on a thread of their own, and leave it there when they give up. */
    @Test
    void aBodyThatTheAttemptBeforeStillReadsIsNotSentAgain() throws Exception {
        List<String> attempts = new CopyOnWriteArrayList<>();
        CompletableFuture<String> left = new CompletableFuture<>();
        Subject leavesAReader = (request, response) -> {
            attempts.add(request.getMethod());
            ServletInputStream body = request.getInputStream();
            byte[] first = body.readNBytes(4);
            Thread reader = new Thread(() -> {
                try {
                    left.complete(new String(first, StandardCharsets.UTF_8)
                            + new String(body.readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    left.completeExceptionally(e);
                }
            });
            reader.start();
            await().until(() -> isReading(reader));
            throw new ConnectException("Connection refused");
        };
        RawClient client = connect(start(leavesAReader, POST_TOO, "retry.backoff.initial=1ms"))
                .sendHead(RawRequest.of("POST", "/", Bytes.utf8("12345678")))
                .sendBytes(Bytes.utf8("1234"));

        assertThat(reports.only().attempts()).isEqualTo(1);
        client.sendBytes(Bytes.utf8("5678"));

        assertThat(client.receive().status()).isEqualTo(502);
        assertThat(attempts).hasSize(1);
    }

    /** Only its frames tell: containers wait for a client's bytes in different ways. */
    private static boolean isReading(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("io.breakwater.internal.wrapper.GuardedInput"));
    }

    @Test
    void aRefusedUploadThatNobodyHasReadIsDelivered() {
        downstream.behave(new Refuse());
        List<String> attempts = new CopyOnWriteArrayList<>();
        Subject proxy = (request, response) -> {
            attempts.add(request.getMethod());
            try {
                new ProxyServlet(downstream.uri()).service(request, response);
            } catch (IOException e) {
                downstream.behave(new Echo());
                throw e;
            }
        };
        URI uri = start(proxy, POST_TOO);
        Bytes body = Bytes.filler(MAX_BODY);

        assertThat(ask(uri, RawRequest.of("POST", "/", body)).body()).isEqualTo(body);
        assertThat(attempts).hasSize(2);
        assertThat(downstream.requests()).isEqualTo(1);
    }
}
