package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.spring.BreakwaterAutoConfiguration;
import io.breakwater.spring.ClientsAutoConfiguration;
import io.breakwater.spring.EndpointAutoConfiguration;
import io.breakwater.spring.ExemptionsAutoConfiguration;
import io.breakwater.spring.ReactiveAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The starter in an app of WebFlux's, which has no filters of the Servlet API. */
@ExtendWith(OutputCaptureExtension.class)
class ReactiveAppTest {

    private static final String WARNING =
            "nothing is guarded: Breakwater is a servlet filter, and this app runs on WebFlux";

    private final ReactiveWebApplicationContextRunner app = new ReactiveWebApplicationContextRunner()
            .withClassLoader(new FilteredClassLoader("jakarta.servlet"))
            .withConfiguration(AutoConfigurations.of(
                    BreakwaterAutoConfiguration.class,
                    ClientsAutoConfiguration.class,
                    EndpointAutoConfiguration.class,
                    ExemptionsAutoConfiguration.class,
                    ReactiveAutoConfiguration.class));

    @Test
    void itStartsAndAWarningTellsThatNothingIsGuarded(CapturedOutput output) {
        app.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context).doesNotHaveBean("breakwater");
        });

        assertThat(output).containsOnlyOnce(WARNING);
    }

    @Test
    void whereItIsSwitchedOffNothingIsTold(CapturedOutput output) {
        app.withPropertyValues("breakwater.spring.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain(WARNING);
    }
}
