package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Reading;
import io.breakwater.contract.client.Crowd;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.Seen;
import io.breakwater.downstream.Bytes;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A place under the concurrency limit is for a downstream that is waited for, not for a client that is. */
public abstract class PlacesContract extends EitherWayContract {
    private static final int MAX = 3;
    private static final String BEGIN = "begin";
    private static final String END = "end";
    private static final byte[] LARGE = new byte[16 * 1024 * 1024];
    private static final String LIMIT = "concurrency.max=" + MAX;
    private static final String SHORT_WAIT = "client-wait=300ms";

    private final AtomicInteger arrived = new AtomicInteger();
    private final Gate gate = new Gate();

    @AfterEach
    void letGo() {
        gate.open();
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String path = request.getRequestURI().substring(1);
        if (path.equals("well")) {
            response.getWriter().write("well");
            return;
        }
        arrived.incrementAndGet();
        switch (path) {
            case "large" -> response.getOutputStream().write(LARGE);
            case "hold" -> gate.pass();
            default ->
                response.getWriter()
                        .write(Reading.valueOf(path.toUpperCase(Locale.ROOT)).from(request));
        }
    }

    private static String path(Reading reading) {
        return "/" + reading.name().toLowerCase(Locale.ROOT);
    }

    /** As many such clients as there are places, all of them in the app. */
    private List<RawClient> takeThePlaces(Supplier<RawClient> next) {
        List<RawClient> inside = new ArrayList<>();
        for (int i = 0; i < MAX; i++) {
            int before = arrived.get();
            inside.add(next.get());
            await().until(() -> arrived.get() > before);
        }
        return inside;
    }

    private void awaitOthersServed(URI uri) {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> ask(uri, visit("/well")).status() == 200);
    }

    private List<RawClient> stall(URI uri, Reading reading) {
        RawRequest request = reading.post(path(reading), BEGIN + END);
        String body = request.body().utf8();
        return takeThePlaces(
                () -> connect(uri).sendHead(request).sendBytes(Bytes.utf8(body.substring(0, body.indexOf(END)))));
    }

    private static Seen goOn(RawClient stalled, Reading reading) {
        String body = reading.post("/", BEGIN + END).body().utf8();
        return stalled.sendBytes(Bytes.utf8(body.substring(body.indexOf(END)))).receive();
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void bodiesThatStallGiveTheirPlacesToOthersAndTakeThemAgain(Reading reading) {
        URI uri = startApp(this::serve, LIMIT, SHORT_WAIT);
        List<RawClient> stalled = stall(uri, reading);

        awaitOthersServed(uri);

        for (RawClient client : stalled) {
            Seen seen = goOn(client, reading);
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body().utf8()).isEqualTo(BEGIN + END);
        }
        await().until(() -> route().availableConcurrency().equals(OptionalInt.of(MAX)));
    }

    @Test
    void aSecondIsLongEnoughForAClientUnlessSaidOtherwise() {
        URI uri = startApp(this::serve, LIMIT);
        stall(uri, Reading.BODY);

        awaitOthersServed(uri);
    }

    @ParameterizedTest
    @CsvSource({"BODY, 40", "BODY, 400", "FORM, 40"})
    void bodiesThatDripKeepNoPlace(Reading reading, int pauseMillis) {
        URI uri = startApp(this::serve, LIMIT, SHORT_WAIT);
        RawRequest endless = reading.post(path(reading), "x".repeat(10_000));
        Crowd crowd = new Crowd();
        closeInTheEnd(crowd);
        takeThePlaces(() -> crowd.join(uri, client -> client.sendSlowly(endless, Duration.ofMillis(pauseMillis))
                .receive()));

        awaitOthersServed(uri);
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void aBodyThatIsInWhenNoPlaceIsFreeIsRefused(Reading reading) {
        URI uri = startApp(this::serve, LIMIT, SHORT_WAIT);
        List<RawClient> stalled = stall(uri, reading);
        awaitOthersServed(uri);
        List<RawClient> holding = takeThePlaces(() -> {
            // Three places come free one after the other.
            awaitOthersServed(uri);
            return connect(uri).send(visit("/hold"));
        });

        for (RawClient client : stalled) {
            Seen refused = goOn(client, reading);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Proxy-Status")).contains("error=connection_limit_reached");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        }

        gate.open();
        assertThat(holding)
                .allSatisfy(client -> assertThat(client.receive().status()).isEqualTo(200));
        await().until(() -> route().availableConcurrency().equals(OptionalInt.of(MAX)));
        awaitOthersServed(uri);
    }

    @Test
    void clientsThatDoNotReadKeepNoPlace() {
        URI uri = startApp(this::serve, LIMIT);
        takeThePlaces(() -> {
            RawClient client = RawClient.withSmallWindow(uri).send(visit("/large"));
            closeInTheEnd(client);
            return client;
        });

        awaitOthersServed(uri);
        await().until(() -> route().availableConcurrency().equals(OptionalInt.of(MAX)));
    }
}
