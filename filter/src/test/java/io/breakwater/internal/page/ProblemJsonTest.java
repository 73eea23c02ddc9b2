package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.page.PageModel;
import io.breakwater.page.RenderedPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemJsonTest {

    private static final LocalizedMessages WORDING = new LocalizedMessages(Messages.english());

    @Test
    void saysAllThatAClientNeeds() {
        PageModel model = AModel.of(Fault.CIRCUIT_OPEN)
                .method("POST")
                .retryAfter(Duration.ofMillis(1500))
                .build();

        assertThat(json(model, false))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "type", "urn:breakwater:fault:circuit_open",
                        "title", "Sorry, there is a problem with this page",
                        "status", 503L,
                        "detail",
                                "A service that this page needs has had problems, so we are giving it a moment to recover."
                                        + " What you sent did not reach the service, so nothing was done with it.",
                        "instance", "/orders/42",
                        "fault", "circuit_open",
                        "correlationId", "01JDCAZ3K4T6V8W9XYZ0ABCDEF",
                        "retryAfter", 2L));
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultHasATypeOfItsOwnAndNothingFromTheException(Fault fault) {
        PageModel model = AModel.of(fault).cause(new IOException("secret")).build();

        assertThat(json(model, false))
                .containsEntry("type", "urn:breakwater:fault:" + fault.token())
                .doesNotContainKeys("retryAfter", "cause", "operator");
        assertThat(new ProblemJson(false).render(model, WORDING).body())
                .asString(StandardCharsets.UTF_8)
                .doesNotContain("secret", "IOException");
    }

    @Test
    void oneTypeHasOneTitleWhateverTheStatus() {
        assertThat(json(AModel.of(Fault.DOWNSTREAM_STATUS).status(503).build(), false))
                .containsEntry(
                        "title",
                        json(AModel.of(Fault.DOWNSTREAM_STATUS).build(), false).get("title"))
                .containsEntry("status", 503L);
    }

    @Test
    void detailsAddWhatToCheckAndTheCause() {
        PageModel model = AModel.of(Fault.DNS_ERROR)
                .cause(new IOException("outer", new IllegalStateException("inner")))
                .build();

        assertThat(json(model, true))
                .containsEntry("operator", Fault.DNS_ERROR.operatorSentence())
                .containsEntry("cause", "java.io.IOException: outer; caused by java.lang.IllegalStateException: inner");
    }

    @Test
    void whatIsNoPathIsNoInstance() {
        assertThat(json(AModel.of(Fault.DNS_ERROR).path("http://evil.example/").build(), false))
                .doesNotContainKey("instance");
        assertThat(json(AModel.of(Fault.DNS_ERROR).path("//evil.example/").build(), false))
                .containsEntry("instance", "/.//evil.example/");
    }

    @Property
    void noInputBreaksTheJson(
            @ForAll("nasty") String path, @ForAll("nasty") String id, @ForAll("nasty") String message) {
        PageModel model = AModel.of(Fault.DNS_ERROR)
                .path("/" + path)
                .correlationId(id)
                .cause(new IOException(message))
                .build();

        assertThat(json(model, true))
                .containsOnlyKeys(
                        "type", "title", "status", "detail", "instance", "fault", "correlationId", "operator", "cause");
    }

    @Provide
    Arbitrary<String> nasty() {
        return EscapeTest.nasty();
    }

    private static Map<String, Object> json(PageModel model, boolean details) {
        RenderedPage rendered = new ProblemJson(details).render(model, WORDING);
        assertThat(rendered.contentType()).isEqualTo("application/problem+json");
        return Json.parse(new String(rendered.body(), StandardCharsets.UTF_8));
    }
}
