package io.breakwater.internal.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.internal.config.MaintenanceSettings;
import io.breakwater.internal.config.MaintenanceSettings.Mode;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.Maintenance.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** By a clock that stands still until it is moved. */
class MaintenanceBoardTest {

    private static final Instant START = Instant.parse("2026-12-01T12:00:00Z");
    private static final Instant FROM = START.plus(Duration.ofHours(10));
    private static final Instant UNTIL = START.plus(Duration.ofHours(16));
    private static final MaintenanceSettings NONE = settings(Mode.SCHEDULED, null, null);
    private static final MaintenanceSettings WINDOW = settings(Mode.SCHEDULED, FROM, UNTIL);
    private static final MaintenanceSettings NOW = settings(Mode.TRUE, null, null);

    private Instant now = START;
    private final List<String> heard = new ArrayList<>();
    private final MaintenanceBoard board = new MaintenanceBoard(
            () -> now,
            started -> heard.add("started " + started.route()),
            ended -> heard.add("ended " + ended.route()));

    private static MaintenanceSettings settings(
            Mode mode,
            @org.jspecify.annotations.Nullable Instant from,
            @org.jspecify.annotations.Nullable Instant until) {
        return new MaintenanceSettings(
                mode, Optional.ofNullable(from), Optional.ofNullable(until), Optional.empty(), List.of());
    }

    private void follow(MaintenanceSettings ofDefault, MaintenanceSettings ofOrders) {
        Map<String, MaintenanceSettings> routes = new LinkedHashMap<>();
        routes.put("default", ofDefault);
        routes.put("orders", ofOrders);
        board.follow(routes);
    }

    private Optional<Maintenance> orders(MaintenanceSettings settings) {
        return Optional.ofNullable(new RouteMaintenance("orders", settings, board).current());
    }

    private void start(Optional<String> route, Optional<Instant> until) {
        board.start(route, until, "kim", Optional.of("new disks"));
    }

    private List<String> closed() {
        return board.current().stream().map(Maintenance::route).toList();
    }

    @Test
    void aWindowOpensAndClosesByTheClockAlone() {
        follow(NONE, WINDOW);

        assertThat(orders(WINDOW)).isEmpty();
        now = FROM;
        assertThat(orders(WINDOW).orElseThrow())
                .isEqualTo(new Maintenance(
                        "orders",
                        Source.SETTINGS,
                        Optional.of(FROM),
                        Optional.of(UNTIL),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(orders(WINDOW)).isPresent();
        now = UNTIL;
        assertThat(orders(WINDOW)).isEmpty();
        assertThat(orders(WINDOW)).isEmpty();

        assertThat(heard).containsExactly("started orders", "ended orders");
    }

    @Test
    void aWindowThatHasPassedIsSimplyOver() {
        now = UNTIL.plusSeconds(1);
        follow(WINDOW, WINDOW);

        assertThat(closed()).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void theClockMayGoBack() {
        follow(NONE, WINDOW);
        now = UNTIL;
        assertThat(orders(WINDOW)).isEmpty();

        now = FROM;
        assertThat(orders(WINDOW)).isPresent();
    }

    @Test
    void aReloadTellsOfABreakThatItBringsAndOfOneThatItTakesAway() {
        follow(NONE, NOW);
        follow(NONE, NOW);
        follow(NONE, NONE);

        assertThat(heard).containsExactly("started orders", "ended orders");
    }

    @Test
    void anOperatorStartsABreakForOneRoute() {
        follow(NONE, NONE);

        start(Optional.of("orders"), Optional.empty());

        assertThat(closed()).containsExactly("orders");
        assertThat(orders(NONE).orElseThrow())
                .isEqualTo(new Maintenance(
                        "orders",
                        Source.OPERATOR,
                        Optional.of(START),
                        Optional.empty(),
                        Optional.of("kim"),
                        Optional.of("new disks")));
        assertThat(board.said("orders")).contains(new MaintenanceBoard.Said(true, "kim"));
        assertThat(board.said("default")).isEmpty();
    }

    @Test
    void anOperatorsBreakEndsByItself() {
        follow(NONE, NONE);
        start(Optional.of("orders"), Optional.of(START.plusSeconds(60)));

        now = START.plusSeconds(59);
        assertThat(closed()).containsExactly("orders");
        now = START.plusSeconds(60);
        assertThat(closed()).isEmpty();
        assertThat(heard).containsExactly("started orders", "ended orders");
        assertThat(new RouteMaintenance("orders", NONE, board).current()).isNull();
        assertThat(board.isSilent()).as("nobody looks at the clock any more").isTrue();
    }

    @Test
    void anOperatorsBreakOutlivesAReload() {
        follow(NONE, NONE);
        start(Optional.of("orders"), Optional.empty());

        follow(NONE, WINDOW);

        assertThat(orders(WINDOW).orElseThrow().source()).isEqualTo(Source.OPERATOR);
        assertThat(heard).containsExactly("started orders");
    }

    @Test
    void aBreakForAllTakesInARouteThatAReloadBrings() {
        board.follow(Map.of("default", NONE));
        start(Optional.empty(), Optional.empty());

        follow(NONE, NONE);

        assertThat(closed()).containsExactly("default", "orders");
    }

    @Test
    void aRouteThatIsGoneTakesItsWordWithIt() {
        follow(NONE, NONE);
        start(Optional.of("orders"), Optional.empty());
        board.follow(Map.of("default", NONE));
        follow(NONE, NONE);

        assertThat(closed()).isEmpty();
        assertThat(heard).containsExactly("started orders", "ended orders");
    }

    @Test
    void anEndIsTheEndOfWhateverBreakThereIs() {
        follow(NONE, NOW);

        assertThat(board.end(Optional.of("orders"), "kim")).isTrue();

        assertThat(closed()).isEmpty();
        assertThat(board.said("orders")).contains(new MaintenanceBoard.Said(false, "kim"));
        assertThat(board.end(Optional.of("orders"), "kim")).isFalse();
    }

    @Test
    void anEndAgainstTheSettingsHoldsAsLongAsTheySayTheSame() {
        follow(NONE, NOW);
        board.end(Optional.of("orders"), "kim");

        follow(NONE, NOW);
        assertThat(closed()).as("after a reload that changes nothing").isEmpty();
        follow(NONE, settings(Mode.TRUE, null, UNTIL));
        assertThat(closed()).as("after a reload with another break").containsExactly("orders");
    }

    @Test
    void anEndBeforeAWindowDoesNotKeepItFromOpening() {
        follow(NONE, WINDOW);
        assertThat(board.end(Optional.of("orders"), "kim")).isFalse();

        now = FROM;
        assertThat(closed()).containsExactly("orders");
        assertThat(board.end(Optional.of("orders"), "kim")).isTrue();
        assertThat(closed()).isEmpty();
    }

    @Test
    void aLaterWordAboutOneRouteGoesBeforeOneAboutAll() {
        follow(NONE, NONE);
        start(Optional.empty(), Optional.empty());
        board.end(Optional.of("orders"), "kim");
        assertThat(closed()).containsExactly("default");

        start(Optional.empty(), Optional.empty());
        assertThat(closed()).as("after another word about all").containsExactly("default", "orders");
    }

    @Test
    void anEndForAllEndsThemAll() {
        follow(NOW, NONE);
        start(Optional.of("orders"), Optional.empty());

        assertThat(board.end(Optional.empty(), "kim")).isTrue();

        assertThat(closed()).isEmpty();
        assertThat(board.said("default")).contains(new MaintenanceBoard.Said(false, "kim"));
        assertThat(board.said("orders")).isEmpty();
    }

    @Test
    void anEndThatIsMovedIsTold() {
        follow(NONE, NONE);
        start(Optional.of("orders"), Optional.of(FROM));
        start(Optional.of("orders"), Optional.of(UNTIL));

        assertThat(orders(NONE).orElseThrow().until()).contains(UNTIL);
        assertThat(heard).containsExactly("started orders", "started orders");
    }

    @Test
    void theSettingsWindowGoesOnWhenAnOperatorsShorterBreakIsOver() {
        follow(NONE, WINDOW);
        now = FROM;
        start(Optional.of("orders"), Optional.of(FROM.plusSeconds(60)));
        now = FROM.plusSeconds(60);

        assertThat(orders(WINDOW).orElseThrow().source()).isEqualTo(Source.SETTINGS);
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        follow(NONE, NONE);

        assertThatThrownBy(() -> start(Optional.of("order"), Optional.empty())).hasMessage("there is no route order");
        assertThatThrownBy(() -> board.end(Optional.of("order"), "kim")).hasMessage("there is no route order");
        assertThatThrownBy(() -> start(Optional.empty(), Optional.of(START)))
                .hasMessage("the end is over already: 2026-12-01T12:00:00Z");
        assertThat(closed()).isEmpty();
    }
}
