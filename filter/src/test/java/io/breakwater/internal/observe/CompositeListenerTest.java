package io.breakwater.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositeListenerTest {

    private static final class Broken implements ExchangeListener {
        @Override
        public void exchangeEnded(ExchangeReport report) {
            throw new IllegalStateException("broken on purpose");
        }
    }

    @Test
    void aBrokenListenerIsLoggedOnceAndTheOthersStillHear() {
        List<ExchangeReport> heard = new ArrayList<>();
        ExchangeListener listening = new ExchangeListener() {
            @Override
            public void exchangeEnded(ExchangeReport report) {
                heard.add(report);
            }
        };
        CompositeListener observers =
                new CompositeListener(List.of(new Broken(), listening), System::nanoTime, InstantSource.system());
        try (Captured log = new Captured("io.breakwater.observe.CompositeListener")) {
            observers.exchangeEnded(observers.all(), Reports.failed(Fault.DNS_ERROR), name -> null);
            observers.exchangeEnded(observers.all(), Reports.failed(Fault.DNS_ERROR), name -> null);

            assertThat(heard).hasSize(2);
            assertThat(log.lines()).hasSize(1).first().asString().contains("Broken");
        }
    }

    @Test
    void onlyAListenerThatSaysSoGetsAReportOfASuccess() {
        List<String> told = new ArrayList<>();
        ExchangeListener content = new ExchangeListener() {
            @Override
            public boolean exchangeSucceeded(String route, int status, long elapsedNanos) {
                told.add(route + " " + status + " " + elapsedNanos);
                return true;
            }
        };
        ExchangeListener curious = new ExchangeListener() {};
        ExchangeListener broken = new ExchangeListener() {
            @Override
            public boolean exchangeSucceeded(String route, int status, long elapsedNanos) {
                throw new IllegalStateException("broken on purpose");
            }
        };

        assertThat(new CompositeListener(List.of(broken, curious, content), System::nanoTime, InstantSource.system())
                        .succeeded("orders", 200, 31))
                .containsExactly(curious);
        assertThat(told).containsExactly("orders 200 31");
    }

    @Test
    void withoutListenersOfTheUsersNobodyWantsToHearOfSuccesses() {
        assertThat(new CompositeListener(List.of(), System::nanoTime, InstantSource.system()).wantsSuccesses())
                .isFalse();
        assertThat(new CompositeListener(List.of(new Broken()), System::nanoTime, InstantSource.system())
                        .wantsSuccesses())
                .isTrue();
    }
}
