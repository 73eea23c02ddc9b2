package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;

/** What Boot does differently in a WAR: there a filter of its own makes the error pages, and resets the response for them. */
class ErrorPageFilterTest {

    private static final String CONFIGURATION =
            "org.springframework.boot.web.servlet.support.ErrorPageFilterConfiguration";

    @Test
    void theAppsErrorPageBearsTheId() {
        Class<?> configuration = ClassUtils.resolveClassName(CONFIGURATION, ErrorPageFilterTest.class.getClassLoader());
        try (Harbour harbour = Harbour.start(OrdersApp.class, context -> context.registerBean(configuration))) {
            HttpResponse<String> answer = harbour.get("/broken", "application/json", "X-Request-ID", "visit-of-today");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("\"path\":\"/broken\"");
            assertThat(answer.headers().allValues("X-Request-ID")).containsExactly("visit-of-today");
        }
    }
}
