package io.breakwater.operations.recent;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentExchangesTest {

    private static final long ROOM_FOR_ABOUT_FIFTY = 70_000;

    private final RecentExchanges exchanges = new RecentExchanges(ROOM_FOR_ABOUT_FIFTY);

    private void flood(String route, Fault fault, int from, int many) {
        for (int i = from; i < from + many; i++) {
            exchanges.add(Exchanges.failed("flood-" + route + "-" + fault + "-" + i, route, fault, i));
        }
    }

    @Test
    void anIdIsFoundInAnyCaseWithOrWithoutDashes() {
        exchanges.add(Exchanges.failed("7h3k-9qwx-2mzt-c4vd", "orders", Fault.DNS_ERROR, 1));

        for (String written :
                List.of("7h3k-9qwx-2mzt-c4vd", "7H3K-9QWX-2MZT-C4VD", "7h3k9qwx2mztc4vd", " 7H3K 9qwx2mztC4VD\n")) {
            assertThat(exchanges.find(written)).as(written).hasSize(1);
        }
        assertThat(exchanges.find("7h3k-9qwx-2mzt-c4ve")).isEmpty();
        assertThat(exchanges.find("")).isEmpty();
    }

    @Test
    void theExchangesOfOneIdAreFoundNewestFirst() {
        for (int i = 0; i < 3; i++) {
            exchanges.add(Exchanges.failed("same-for-all", "orders", Fault.DNS_ERROR, i));
        }

        assertThat(exchanges.find("SAMEFORALL"))
                .extracting(ExchangeRecord::path)
                .containsExactly("/api/orders/2", "/api/orders/1", "/api/orders/0");
    }

    @Test
    void aFloodStaysWithinTheBytesAndKeepsTheFirstOfTheIncident() {
        exchanges.add(Exchanges.firstOf("orders-1", "the-first", "orders", Fault.CONNECTION_REFUSED, 0));

        flood("orders", Fault.CONNECTION_REFUSED, 1, 10_000);

        assertThat(exchanges.bytes()).isBetween(ROOM_FOR_ABOUT_FIFTY - 3_000, ROOM_FOR_ABOUT_FIFTY);
        assertThat(exchanges.find("the-first")).hasSize(1);
        assertThat(exchanges.find("flood-orders-CONNECTION_REFUSED-10000")).hasSize(1);
        assertThat(exchanges.find("flood-orders-CONNECTION_REFUSED-1")).isEmpty();
        assertThat(exchanges.forgotten() + exchanges.size()).isEqualTo(10_001);
    }

    @Test
    void refusalsDoNotPushOutWhatTheyAreFor() {
        flood("orders", Fault.RESPONSE_TIMEOUT, 0, 5);

        flood("orders", Fault.CIRCUIT_OPEN, 5, 10_000);

        assertThat(exchanges.noted(e -> e.fault().orElseThrow() == Fault.RESPONSE_TIMEOUT, 100))
                .hasSize(5);
    }

    @Test
    void aFloodOnOneRouteDoesNotPushOutAnother() {
        flood("payments", Fault.DNS_ERROR, 0, 5);

        flood("orders", Fault.CONNECTION_REFUSED, 5, 10_000);

        assertThat(exchanges.noted(e -> e.route().equals("payments"), 100)).hasSize(5);
    }

    @Test
    void manyIncidentsLeaveRoomForTheLastFailuresAndKeepTheFirstOfTheLastIncident() {
        for (int incident = 0; incident < 500; incident++) {
            for (int i = 0; i < 5; i++) {
                exchanges.add(Exchanges.firstOf(
                        "orders-" + incident, "i" + incident + "-" + i, "orders", Fault.DNS_ERROR, incident));
            }
            flood("orders", Fault.DNS_ERROR, incident * 100, 30);
        }

        assertThat(exchanges.find("i499-0")).hasSize(1);
        long first = exchanges.noted(ExchangeRecord::opensIncident, 1_000).size();
        assertThat(first).isBetween(5L, exchanges.size() / 2 + 1);
        assertThat(exchanges.find("flood-orders-DNS_ERROR-49929")).hasSize(1);
    }

    @Test
    void withIncidentsOnMoreRoutesThanThereIsRoomForTheBytesStillHold() {
        for (int route = 0; route < 1_000; route++) {
            exchanges.add(Exchanges.firstOf("r" + route + "-1", "id" + route, "r" + route, Fault.DNS_ERROR, route));
        }

        assertThat(exchanges.bytes()).isLessThanOrEqualTo(ROOM_FOR_ABOUT_FIFTY);
        assertThat(exchanges.size()).isGreaterThan(30);
    }

    @Test
    void theNewestComeFirstAndNoMoreThanAskedFor() {
        flood("orders", Fault.DNS_ERROR, 0, 20);

        assertThat(exchanges.noted(e -> true, 3))
                .extracting(ExchangeRecord::path)
                .containsExactly("/api/orders/19", "/api/orders/18", "/api/orders/17");
    }

    @Test
    void theSlowestOfTwoPeriodsAreKept() {
        for (int i = 0; i < 100; i++) {
            offer("early" + i, Duration.ofMillis(1_000 + i));
        }
        exchanges.turn();
        for (int i = 0; i < 100; i++) {
            offer("late" + i, Duration.ofMillis(i));
        }

        assertThat(exchanges.slowest(e -> true, 100))
                .hasSize(16)
                .extracting(ExchangeRecord::correlationId)
                .startsWith("early99", "early98", "early97")
                .contains("late99", "late92")
                .doesNotContain("late91", "early91");

        exchanges.turn();
        exchanges.turn();

        assertThat(exchanges.slowest(e -> true, 100)).isEmpty();
        assertThat(exchanges.bytes()).isZero();
        assertThat(exchanges.find("early99")).isEmpty();
    }

    private void offer(String id, Duration elapsed) {
        if (exchanges.isSlow("orders", elapsed.toNanos())) {
            exchanges.addSlow(Exchanges.good(id, "orders", elapsed));
        }
    }
}
