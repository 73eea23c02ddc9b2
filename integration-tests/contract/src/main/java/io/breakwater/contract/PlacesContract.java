package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Reading;
import io.breakwater.contract.client.Crowd;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A place under the concurrency limit is for a downstream that is waited for, not for a client that is. */
@Promise("Places")
public class PlacesContract extends EitherWayContract {
    /** A place for each. */
    private static final List<Reading> READINGS = List.of(Reading.values());

    private static final int MAX = Reading.values().length;
    private static final byte[] LARGE = new byte[8 * 1024 * 1024];
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
            default -> echo(request, response);
        }
    }

    /** As many such clients as there are places, all of them in the app. */
    private List<RawClient> takeThePlaces(IntFunction<RawClient> next) {
        List<RawClient> inside = new ArrayList<>();
        for (int i = 0; i < MAX; i++) {
            int before = arrived.get();
            inside.add(next.apply(i));
            await().until(() -> arrived.get() > before);
        }
        return inside;
    }

    private void awaitOthersServed(URI uri) {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> ask(uri, visit("/well")).status() == 200);
    }

    private void awaitAllFree() {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> route().availableConcurrency().equals(OptionalInt.of(MAX)));
    }

    @Test
    void bodiesThatStallGiveTheirPlacesToOthersAndTakeThemAgain() {
        URI uri = startApp(this::serve, LIMIT, SHORT_WAIT);
        List<RawClient> stalled = takeThePlaces(place -> stall(uri, READINGS.get(place)));

        awaitOthersServed(uri);
        awaitAllFree();

        for (int i = 0; i < MAX; i++) {
            RawResponse seen = goOn(stalled.get(i), READINGS.get(i));
            assertThat(seen.status()).as(READINGS.get(i).name()).isEqualTo(200);
            assertThat(seen.body().utf8()).isEqualTo(STALLED);
        }
        awaitAllFree();
    }

    @Test
    void aSecondIsLongEnoughForAClientUnlessSaidOtherwise() {
        URI uri = startApp(this::serve, LIMIT);
        takeThePlaces(place -> stall(uri, Reading.BODY));

        awaitOthersServed(uri);
    }

    @Test
    void bodiesThatDripKeepNoPlace() {
        URI uri = startApp(this::serve, LIMIT, SHORT_WAIT);
        Crowd crowd = new Crowd();
        closeInTheEnd(crowd);
        takeThePlaces(place -> {
            Reading reading = READINGS.get(place);
            RawRequest endless = reading.post(path(reading), "x".repeat(10_000));
            return crowd.join(uri, client -> client.sendSlowly(endless, Duration.ofMillis(40))
                    .receive());
        });

        awaitOthersServed(uri);
    }

    @Test
    void bodiesThatDripKeepNobodyOut() throws IOException {
        URI uri = startApp(this::serve, LIMIT, SHORT_WAIT);
        Crowd crowd = new Crowd();
        closeInTheEnd(crowd);
        takeThePlaces(place -> {
            RawRequest endless = Reading.BODY.post(path(Reading.BODY), "x".repeat(8_000));
            return crowd.join(uri, client -> client.sendSlowly(endless, Duration.ofMillis(10))
                    .receive());
        });
        awaitOthersServed(uri);

        for (int i = 0; i < 40; i++) {
            gate.waitFor(Duration.ofMillis(10));
            assertThat(ask(uri, visit("/well")).status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatIsInWhenNoPlaceIsFreeIsRefused() {
        URI uri = startApp(this::serve, LIMIT, SHORT_WAIT);
        List<RawClient> stalled = takeThePlaces(place -> stall(uri, READINGS.get(place)));
        awaitAllFree();
        List<RawClient> holding = takeThePlaces(place -> connect(uri).send(visit("/hold")));

        for (int i = 0; i < MAX; i++) {
            RawResponse refused = goOn(stalled.get(i), READINGS.get(i));
            assertThat(refused.status()).as(READINGS.get(i).name()).isEqualTo(503);
            assertThat(refused.header("Proxy-Status")).contains("error=connection_limit_reached");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            // The app is at work, and may have asked its downstream before it took the body.
            assertThat(refused.body().utf8()).doesNotContain("did not reach");
        }

        gate.open();
        assertThat(holding)
                .allSatisfy(client -> assertThat(client.receive().status()).isEqualTo(200));
        awaitAllFree();
        awaitOthersServed(uri);
    }

    @Test
    void clientsThatDoNotReadKeepNoPlace() {
        URI uri = startApp(this::serve, LIMIT);
        takeThePlaces(place -> {
            RawClient client = RawClient.withSmallWindow(uri).send(visit("/large"));
            closeInTheEnd(client);
            return client;
        });

        awaitOthersServed(uri);
        awaitAllFree();
    }
}
