package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.breakwater.fault.Fault;
import io.breakwater.internal.config.PageSettings;
import io.breakwater.page.PageFormat;
import io.breakwater.page.PageModel;
import io.breakwater.page.TemplateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A user's own template: what it may hold, and what stops the start. */
class TemplateTest {

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            <h1>↵{{titel}}                           | 2 | unknown variable {{titel}}; allowed are [accent,
            {{#oops}}{{/oops}}                       | 1 | unknown variable {{oops}}
            {{model.cause}}                          | 1 | unknown variable {{model.cause}}
            {{}}                                     | 1 | unknown variable {{}}
            ↵↵{{title                                | 3 | is not closed by }} on its line
            {{title↵}}                               | 1 | is not closed by }} on its line
            {{{title}}                               | 1 | is not closed by }}} on its line
            {{title}                                 | 1 | is not closed by }} on its line
            ↵{{#sent}}                               | 2 | {{#sent}} is not closed by {{/sent}}
            ↵{{/sent}}                               | 2 | {{/sent}} closes nothing that is open here
            {{#sent}}↵{{#slow}}↵{{/sent}}↵{{/slow}}  | 3 | {{/sent}} closes nothing that is open here
            {{>header}}                              | 1 | {{> is not supported
            {{=<% %>=}}                              | 1 | {{= is not supported
            {{<parent}}                              | 1 | {{< is not supported
            <script>↵var p = "{{path}}";</script>    | 2 | {{path}} differs between pages, so a <script> must not use it
            <style>{{correlationId}}</style>         | 1 | {{correlationId}} differs between pages, so a <style>
            <p↵title="{{referenceInGroups}}">        | 2 | {{referenceInGroups}} is markup, so it cannot stand in a tag
            ↵<script>x                               | 2 | <script> is not closed
            ↵\uFDD0                                  | 2 | the characters U+FDD0 to U+FDEF are reserved
            """)
    void aFaultyTemplateIsReportedWithItsLine(String text, int line, String problem) throws IOException {
        Path file = write(text.replace('↵', '\n'));

        TemplateException thrown = catchThrowableOfType(TemplateException.class, () -> load(file.toString()));

        assertThat(thrown).hasMessageStartingWith(file + ":" + line + ": ").hasMessageContaining(problem);
        assertThat(thrown.line()).hasValue(line);
        assertThat(thrown.template()).isEqualTo(file.toString());
    }

    @Test
    void asManyBlocksAsAHeaderHasNoPlaceForAreRefused() throws IOException {
        String location =
                write("\n" + "<style>p{}</style>{{title}}".repeat(38_000)).toString();

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> load(location))
                .withMessage(location + ":2: there are more than 50 <style> and <script> elements: put them together");
    }

    @Test
    void deepNestingIsRefusedWithItsLine() throws IOException {
        String location = write("{{#title}}\n".repeat(20_000) + "{{/title}}".repeat(20_000))
                .toString();

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> load(location))
                .withMessage(location + ":101: sections are nested more than 100 deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{title}}",
                "{{referenceInGroups}}<p a='{{title}}'>",
                "{{!",
                "{{title",
                "<",
                "<p",
                "<p '",
                "<!--",
                "{{! }}"
            })
    void aLongLineIsReadOnce(String part) throws IOException {
        String location = write("\n" + part.repeat(1_000_000 / part.length())).toString();

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            try {
                load(location);
                DroppedByPolicy.warnings(TemplateSource.load(location));
            } catch (TemplateException e) {
                assertThat(e).hasMessageStartingWith(location);
            }
        });
    }

    @Test
    void aTemplateThatIsMissingOrUnreadableStopsTheStart() throws IOException {
        Path latin = Files.write(dir.resolve("latin.mustache"), "\r\n\rü".getBytes(StandardCharsets.ISO_8859_1));
        Path large = write("x".repeat(1024 * 1024 + 1));

        assertStops("classpath:no/such.mustache", "there is no such template; allowed are");
        assertStops(dir.resolve("none.mustache").toString(), "there is no such template; allowed are");
        assertStops("bad\0name", "there is no such template; allowed are");
        assertStops(dir.toString(), "the template cannot be read");
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> load(latin.toString()))
                .withMessage(latin + ":3: the template is not UTF-8");
        assertStops(large.toString(), "the template is larger than 1 MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{path}}", "{{{path}}}", "{{&path}}", "{{ path }}", "{{#path}}{{{path}}}{{/path}}"})
    void everyWayToWriteAVariableIsEscaped(String tag) throws IOException {
        ErrorPages errorPages = load(write("<p>" + tag + "</p>").toString());

        assertThat(Pages.body(errorPages.response(
                        AModel.of(Fault.DNS_ERROR).path("/<b>&{{title}}").build(), PageFormat.HTML)))
                .isEqualTo("<p>/&lt;b&gt;&amp;{{title}}</p>");
    }

    @Test
    void theReferenceIsTextAndMarkupOnlyWhereThatIsAskedFor() throws IOException {
        ErrorPages answers = load(write(
                        """
                <a href="mailto:help@shop.example?subject={{reference}}">{{reference}}</a> {{referenceInGroups}}""")
                .toString());

        assertThat(Pages.body(answers.response(
                        AModel.of(Fault.DNS_ERROR).correlationId("0123456789").build(), PageFormat.HTML)))
                .isEqualTo("<a href=\"mailto:help@shop.example?subject=0123456789\">0123456789</a>"
                        + " <b>0123</b><b>4567</b><b>89</b>");
    }

    @Test
    void everyVariableMayBeUsedAndIsEmptyWhenAbsentOrForDetailsOnly() throws IOException {
        ErrorPages errorPages = load(write(
                        """
                {{! a note
                over two lines }}{{status}} {{title}} {{correlationId}} {{time}} {{retrySeconds}}.{{siteName}}
                {{#slow}}slow{{/slow}}{{#paused}}paused{{/paused}}{{#broken}}broken{{/broken}}\
                {{^downstream}}nameless{{/downstream}}{{#cause}}{{cause}}{{/cause}}{{fault}}{{operator}}{{route}}{{receivedStatus}}
                """)
                .toString());

        assertThat(Pages.body(errorPages.response(
                        AModel.of(Fault.RESPONSE_TIMEOUT)
                                .receivedStatus(418)
                                .cause(new IOException("secret"))
                                .build(),
                        PageFormat.HTML)))
                .isEqualTo("504 This page is taking too long 01JDCAZ3K4T6V8W9XYZ0ABCDEF 2026-11-22T14:05:09Z"
                        + " .Harbour Books\nslownameless\n");
    }

    @Test
    void theBuiltInTemplateListsEveryVariableForThoseWhoCopyIt() throws IOException {
        String text = TemplateSource.load(TemplateSource.BUILT_IN).text();
        String notes = text.substring(0, text.indexOf("}}"));
        String location = write("{{?}}").toString();

        String message = catchThrowableOfType(TemplateException.class, () -> load(location))
                .toString();

        String allowed = message.substring(message.indexOf('[') + 1, message.indexOf(']'));
        assertThat(allowed.split(", ", -1))
                .hasSizeGreaterThan(30)
                .filteredOn(variable -> !variable.startsWith("label"))
                .allSatisfy(variable -> assertThat(notes).containsPattern("\\b" + variable + "\\b"));
    }

    @Test
    void theDocumentationListsEveryVariable() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "page.md"));
        String location = write("{{?}}").toString();

        String message = catchThrowableOfType(TemplateException.class, () -> load(location))
                .toString();

        String allowed = message.substring(message.indexOf('[') + 1, message.indexOf(']'));
        assertThat(allowed.split(", ", -1))
                .filteredOn(variable -> !variable.startsWith("label"))
                .allSatisfy(variable -> assertThat(text).contains("`" + variable + "`"));
    }

    @Test
    void aTemplateOnTheClassPathIsFound() {
        assertThat(TemplateSource.load("classpath:/io/breakwater/page/default.mustache")
                        .text())
                .startsWith("{{!\n");
    }

    @Test
    void aCopyOfTheBuiltInTemplateWorksAsItIs() throws IOException {
        Path copy = write(TemplateSource.load(TemplateSource.BUILT_IN).text());

        assertThat(Pages.body(load(copy.toString())
                        .response(AModel.of(Fault.DNS_ERROR).build(), PageFormat.HTML)))
                .contains("We cannot show this page right now", "/* theme */");
    }

    @Test
    void aStatusMayHaveATemplateOfItsOwn() throws IOException {
        String all = write("all {{status}}").toString();
        String paused = write("paused {{status}}").toString();
        PageModel refused = AModel.of(Fault.CIRCUIT_OPEN).build();
        PageModel down = AModel.of(Fault.DNS_ERROR).build();

        ErrorPages both = errorPages(Pages.templates(Optional.of(all), Map.of(503, paused), false));
        assertThat(Pages.body(both.response(refused, PageFormat.HTML))).isEqualTo("paused 503");
        assertThat(Pages.body(both.response(down, PageFormat.HTML))).isEqualTo("all 502");

        ErrorPages one = errorPages(Pages.templates(Optional.empty(), Map.of(503, paused), false));
        assertThat(Pages.body(one.response(refused, PageFormat.HTML))).isEqualTo("paused 503");
        assertThat(Pages.body(one.response(down, PageFormat.HTML))).contains("<!doctype html>");

        String faulty = write("{{oops}}").toString();
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> errorPages(Pages.templates(Optional.of(all), Map.of(504, faulty), false)))
                .withMessageStartingWith(faulty + ":1: unknown variable {{oops}}");
    }

    @Test
    void aTemplateThatChangesIsReadAgainWhereThatIsWanted() throws IOException {
        Path file = write("first {{status}}");
        PageModel model = AModel.of(Fault.DNS_ERROR).build();
        ErrorPages reloading = errorPages(Pages.templates(Optional.of(file.toString()), Map.of(), true));
        ErrorPages fixed = load(file.toString());
        assertThat(Pages.body(reloading.response(model, PageFormat.HTML))).isEqualTo("first 502");

        Files.writeString(file, "second {{status}}");
        assertThat(Pages.body(reloading.response(model, PageFormat.HTML))).isEqualTo("second 502");
        assertThat(Pages.body(fixed.response(model, PageFormat.HTML))).isEqualTo("first 502");

        Files.writeString(file, "{{oops}}");
        assertThat(Pages.body(reloading.response(model, PageFormat.HTML))).contains("<!doctype html>");

        Files.writeString(file, "third {{status}}");
        assertThat(Pages.body(reloading.response(model, PageFormat.HTML))).isEqualTo("third 502");
    }

    @Test
    void aReloadedTemplateThatCannotBeUsedIsToldOfOnceForEachReason() throws IOException {
        Path file = write("first {{status}}");
        PageModel model = AModel.of(Fault.DNS_ERROR).build();
        ErrorPages reloading = errorPages(Pages.templates(Optional.of(file.toString()), Map.of(), true));
        Logger logger = (Logger) LoggerFactory.getLogger("io.breakwater");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            Files.delete(file);
            for (int i = 0; i < 3; i++) {
                assertThat(Pages.body(reloading.response(model, PageFormat.HTML)))
                        .contains("<!doctype html>");
            }
            Files.writeString(file, " ");
            for (int i = 0; i < 3; i++) {
                assertThat(Pages.body(reloading.response(model, PageFormat.HTML)))
                        .contains("<!doctype html>");
            }
            Files.writeString(file, "first {{status}}");
            assertThat(Pages.body(reloading.response(model, PageFormat.HTML))).isEqualTo("first 502");
            Files.delete(file);
            assertThat(Pages.body(reloading.response(model, PageFormat.HTML))).contains("<!doctype html>");
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::toString)
                .containsExactly(
                        "[WARN] template cannot be used, the built-in page is served: " + file
                                + ": there is no such template; allowed are a file's path and classpath:<resource>",
                        "[WARN] template cannot be used, the built-in page is served: " + file
                                + ": the template is empty",
                        "[WARN] template cannot be used, the built-in page is served: " + file
                                + ": there is no such template; allowed are a file's path and classpath:<resource>");
    }

    @Test
    void ofATemplateThatSaysItsLanguageTheLanguageIsClaimed() throws IOException {
        ErrorResponse response = load(write("<html lang=\"{{lang}}\">{{title}}").toString())
                .response(AModel.of(Fault.DNS_ERROR).build(), PageFormat.HTML);

        assertThat(Pages.header(response, "Content-Language")).hasValue("en");
    }

    @Test
    void ofATemplatesLanguageNothingIsClaimed() throws IOException {
        ErrorResponse response = load(write("hallo").toString())
                .response(AModel.of(Fault.DNS_ERROR).build(), PageFormat.HTML);

        assertThat(Pages.header(response, "Content-Language")).isEmpty();
    }

    private void assertStops(String location, String problem) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> load(location))
                .withMessageStartingWith(location + ": " + problem)
                .satisfies(thrown -> assertThat(thrown.line()).isEmpty());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(dir, "page", ".mustache"), text);
    }

    private static ErrorPages load(String location) {
        return ErrorPages.of(Pages.template(location), "X-Request-ID");
    }

    private static ErrorPages errorPages(PageSettings settings) {
        return ErrorPages.of(settings, "X-Request-ID");
    }
}
