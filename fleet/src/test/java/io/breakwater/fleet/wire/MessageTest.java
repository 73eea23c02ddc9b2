package io.breakwater.fleet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fleet.wire.ReplicaState.Standing;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of what others have written, or have not. */
class MessageTest {

    private static final BreakerId HANDLER = new BreakerId("orders", Optional.of("/orders/{id} & more=ü"));

    @Test
    void aMessageIsReadAsItWasWritten() {
        Message message = new Message(Message.Type.OPENED, "pod-7.a_b", HANDLER, 5_000);

        assertThat(message.line().flatMap(Message::parse)).contains(message);
    }

    @Test
    void aMessageThatNobodyWouldReadIsNotWritten() {
        assertThat(new Message(Message.Type.OPENED, "a", new BreakerId("r".repeat(101), Optional.empty()), 1).line())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "=",
                "v=1",
                "v=2&type=opened&replica=a&route=orders&n=1",
                "type=opened&replica=a&route=orders&n=1",
                "v=1&type=exploded&replica=a&route=orders&n=1",
                "v=1&type=opened&replica=a%0Ab&route=orders&n=1",
                "v=1&type=opened&replica=a&route=%zz&n=1",
                "v=1&type=opened&replica=a&route=%00&n=1",
                "v=1&type=opened&replica=a&route=orders&n=-1",
                "v=1&type=opened&replica=a&route=orders&n=99999999999999999999",
                "v=1&type=opened&replica=a&route=orders&n=3600001",
                "v=1&type=opened&replica=a&route=orders&n=1\n",
                "{\"v\":1}"
            })
    void whatIsNoMessageIsNothing(String line) {
        assertThat(Message.parse(line)).isEmpty();
    }

    @Test
    void fieldsThatALaterVersionAddsAreIgnored() {
        assertThat(Message.parse("v=1&type=well&replica=a&route=orders&n=0&mood=fine"))
                .contains(new Message(Message.Type.WELL, "a", new BreakerId("orders", Optional.empty()), 0));
    }

    @Test
    void whatIsTooLargeIsNotReadAtAll() {
        assertThat(Message.parse("v=1&type=well&replica=a&route=orders&n=0&x=" + "y".repeat(1_000)))
                .isEmpty();
        assertThat(ReplicaState.parse("v=1\n".repeat(20_000))).isEmpty();
    }

    @Property(tries = 2_000)
    void noTextBreaksAnyReader(@ForAll String text) {
        Message.parse(text);
        Message.parse("v=1&type=opened&replica=a&route=" + text);
        ReplicaState.parse(text);
        ReplicaState.parse("v=1\n" + text);
        Word.parse(text);
        Word.parse("v=1&" + text);
    }

    @Property(tries = 500)
    void anyNamesComeBackAsTheyWere(@ForAll String route, @ForAll String handler) {
        Message message = new Message(Message.Type.FAILING, "a", new BreakerId(route, Optional.of(handler)), 7);

        message.line()
                .flatMap(Message::parse)
                .ifPresent(read -> assertThat(read.breaker().route()).isEqualTo(route));
    }

    @Test
    void aStateIsReadAsItWasWrittenButForWhatCannotBeRead() {
        ReplicaState state = new ReplicaState(List.of(
                new Standing(HANDLER, "OPEN", 1_200, 900),
                new Standing(new BreakerId("stock", Optional.empty()), "CLOSED", 0, 0)));

        assertThat(ReplicaState.parse(state.text())).contains(state);
        assertThat(ReplicaState.parse(state.text() + "\nv=1&route=x&state=MELTED\nnonsense"))
                .contains(state);
    }

    @Test
    void aWordIsReadAsItWasWritten() {
        Word word = new Word(
                "orders", Optional.of("pod-7"), BreakerSteering.Word.CLOSED, "Ada L.", Optional.of("a=b&c"), 4);

        assertThat(Word.parse(word.line())).contains(word);
        assertThat(word.target())
                .isNotEqualTo(
                        new Word("orders", Optional.empty(), BreakerSteering.Word.CLOSED, "Ada L.", Optional.empty(), 4)
                                .target());
    }

    @Test
    void appsAndEnvironmentsDoNotMeet() {
        assertThat(List.of(
                        Names.of("shop", Optional.empty()),
                        Names.of("shop", Optional.of("test")),
                        Names.of("shop2", Optional.empty()),
                        Names.of("shop.test", Optional.empty())))
                .doesNotHaveDuplicates();
        assertThat(Names.of("shop", Optional.of("test")).channel()).isEqualTo("breakwater:1:{shop@test}:events");
    }
}
