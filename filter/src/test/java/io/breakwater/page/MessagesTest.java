package io.breakwater.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {

    private static final Messages ENGLISH = Messages.english();

    @ParameterizedTest
    @EnumSource
    void everyFaultIsToldInTheWordsThatItsOwnSentenceHas(Fault fault) {
        assertThat(ENGLISH.text("fault." + fault.token())).isEqualTo(fault.visitorSentence());
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultHasATitleAndAState(Fault fault) {
        assertThat(ENGLISH.text("title", fault, fault.status())).isNotBlank();
        assertThat(ENGLISH.text("state", fault, fault.status())).isNotBlank();
    }

    @Test
    void noWordsAreForAFaultThatIsNot() {
        assertThat(ENGLISH.under("fault")).hasSameSizeAs(Fault.values());
    }
}
