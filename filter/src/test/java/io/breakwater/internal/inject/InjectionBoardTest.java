package io.breakwater.internal.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakwater.internal.config.InjectSettings;
import io.breakwater.observe.Injection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InjectionBoardTest {

    private static final InjectSettings NONE = InjectSettings.parse(Map.of());
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private final List<String> news = new ArrayList<>();
    private Instant now = NOON;
    private final InjectionBoard board = new InjectionBoard(
            () -> now,
            started -> news.add("started " + started.route() + " " + started.summary()),
            ended -> news.add("ended " + ended.route()));

    private static InjectSettings refused(String until) {
        return InjectSettings.parse(Map.of("fault", "connection_refused", "percent", "5", "until", until));
    }

    @BeforeEach
    void followNothing() {
        follow(NONE);
    }

    private void follow(InjectSettings orders) {
        Map<String, InjectSettings> inForce = new HashMap<>();
        inForce.put("default", NONE);
        inForce.put("orders", orders);
        board.follow(inForce, Set.of());
    }

    private boolean isOn() {
        return board.look("orders") != null;
    }

    @Test
    void whatTheSettingsOrderEndsByTheClock() {
        follow(refused("2026-12-01T13:00Z"));
        assertThat(isOn()).isTrue();

        now = NOON.plusSeconds(3600);
        assertThat(isOn()).isFalse();
        assertThat(news).containsExactly("started orders fault=connection_refused percent=5", "ended orders");
        assertThat(board.current()).isEmpty();
    }

    @Test
    void anOperatorsWordEndsByTheClockAndCostsNothingThen() {
        board.start("orders", refused("2026-12-01T12:30Z"), "kim", Optional.of("game day"));

        assertThat(board.current()).singleElement().satisfies(injection -> {
            assertThat(injection.by()).contains("kim");
            assertThat(injection.reason()).contains("game day");
            assertThat(injection.since()).contains(NOON);
            assertThat(injection.until()).isEqualTo("2026-12-01T12:30:00Z");
        });
        assertThat(board.isSilent()).isFalse();
        now = NOON.plusSeconds(1800);
        assertThat(isOn()).isFalse();
        assertThat(board.isSilent()).isTrue();
        assertThat(news).hasSize(2).last().isEqualTo("ended orders");
    }

    @Test
    void anOperatorsWordGoesBeforeTheSettingsAndOutlivesAReload() {
        follow(refused("2026-12-01T13:00Z"));
        board.start(
                "orders",
                InjectSettings.parse(Map.of("status", "503", "percent", "5", "until", "2026-12-01T12:30Z")),
                "kim",
                Optional.empty());

        follow(NONE);
        assertThat(board.current()).extracting(Injection::summary).containsExactly("status=503 percent=5");
        assertThat(board.said("orders").orElseThrow().ordered()).containsEntry("status", "503");
        now = NOON.plusSeconds(1800);
        assertThat(isOn()).isFalse();
        assertThat(board.said("orders")).isEmpty();
    }

    @Test
    void anEndHoldsAsLongAsTheSettingsSayTheSame() {
        follow(refused("2026-12-01T13:00Z"));
        assertThat(board.end(Optional.of("orders"), "kim")).isTrue();
        assertThat(isOn()).isFalse();
        follow(refused("2026-12-01T13:00Z"));
        assertThat(isOn()).isFalse();
        assertThat(board.said("orders").orElseThrow().ordered()).isEmpty();

        follow(refused("2026-12-01T14:00Z"));
        assertThat(isOn()).isTrue();
    }

    @Test
    void oneWordEndsEverything() {
        follow(refused("2026-12-01T13:00Z"));
        board.start("default", refused("2026-12-01T13:00Z"), "kim", Optional.empty());

        assertThat(board.end(Optional.empty(), "kim")).isTrue();
        assertThat(board.current()).isEmpty();
        assertThat(board.end(Optional.empty(), "kim")).isFalse();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> board.start("basket", refused("2026-12-01T13:00Z"), "kim", Optional.empty()))
                .withMessage("there is no route basket");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> board.start("orders", refused("2026-12-01T12:00Z"), "kim", Optional.empty()))
                .withMessage("the end is over already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> board.start("orders", NONE, "kim", Optional.empty()))
                .withMessageStartingWith("nothing is to be injected");
        board.follow(Map.of("orders", NONE), Set.of("orders"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> board.start("orders", refused("2026-12-01T13:00Z"), "kim", Optional.empty()))
                .withMessageContaining("mode=observe");
        assertThatIllegalArgumentException().isThrownBy(() -> board.end(Optional.of("basket"), "kim"));
    }

    @Test
    void aRouteThatIsGoneIsForgotten() {
        board.start("orders", refused("2026-12-01T13:00Z"), "kim", Optional.empty());
        board.follow(Map.of("default", NONE), Set.of());

        assertThat(board.current()).isEmpty();
        assertThat(board.isSilent()).isTrue();
        assertThat(news).last().isEqualTo("ended orders");
    }

    @Test
    void onlySomeAttemptsAreMeant() {
        InjectSettings settings = InjectSettings.parse(Map.of(
                "status",
                "503",
                "percent",
                "5",
                "until",
                "2026-12-01T13:00Z",
                "header",
                "X-Game-Day: 0123456789abcdef"));
        follow(settings);
        double[] thrown = {4.9};
        RouteInjection route = new RouteInjection("orders", settings, board, () -> thrown[0]);

        assertThat(route.forAttempt(name -> List.of("0123456789abcdef"))).isNotNull();
        assertThat(route.forAttempt(name -> List.of("fedcba9876543210"))).isNull();
        assertThat(route.forAttempt(name -> List.of())).isNull();
        thrown[0] = 5;
        assertThat(route.forAttempt(name -> List.of("0123456789abcdef"))).isNull();
    }

    @Test
    void aCutLetsSoManyBytesPass() {
        AnswerCut cut = new AnswerCut(10);

        assertThat(cut.take(4)).isEqualTo(4);
        assertThat(cut.take(6)).isEqualTo(6);
        assertThat(cut.isDone()).isFalse();
        assertThat(cut.take(1)).isZero();
        assertThat(cut.isDone()).isTrue();
    }
}
