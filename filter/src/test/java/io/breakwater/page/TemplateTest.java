package io.breakwater.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aTemplateThatIsMissingOrUnreadableStopsTheStart() throws IOException {
        Path latin = Files.write(dir.resolve("latin.mustache"), "ü".getBytes(StandardCharsets.ISO_8859_1));
        Path large = write("x".repeat(1024 * 1024 + 1));

        assertStops("classpath:no/such.mustache", "there is no such template; allowed are");
        assertStops(dir.resolve("none.mustache").toString(), "there is no such template; allowed are");
        assertStops("bad\0name", "there is no such template; allowed are");
        assertStops(dir.toString(), "the template cannot be read");
        assertStops(latin.toString(), "the template is not UTF-8");
        assertStops(large.toString(), "the template is larger than 1 MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{path}}", "{{{path}}}", "{{&path}}", "{{ path }}", "{{#path}}{{{path}}}{{/path}}"})
    void everyWayToWriteAVariableIsEscaped(String tag) throws IOException {
        Answers answers = load(write("<p>" + tag + "</p>").toString());

        assertThat(Pages.body(answers.answer(
                        AModel.of(Fault.DNS_ERROR).path("/<b>&{{title}}").build(), PageFormat.HTML)))
                .isEqualTo("<p>/&lt;b&gt;&amp;{{title}}</p>");
    }

    @Test
    void everyVariableMayBeUsedAndIsEmptyWhenAbsentOrForDetailsOnly() throws IOException {
        Answers answers = load(write(
                        """
                {{! a note
                over two lines }}{{status}} {{title}} {{correlationId}} {{time}} {{retrySeconds}}.{{siteName}}
                {{#slow}}slow{{/slow}}{{#paused}}paused{{/paused}}{{#broken}}broken{{/broken}}\
                {{^downstream}}nameless{{/downstream}}{{#cause}}{{cause}}{{/cause}}{{fault}}{{operator}}{{route}}{{receivedStatus}}
                """)
                .toString());

        assertThat(Pages.body(answers.answer(
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
        String text = TemplateSource.builtIn().text();
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
    void aTemplateOnTheClassPathIsFound() {
        assertThat(TemplateSource.load("classpath:/io/breakwater/page/default.mustache")
                        .text())
                .isEqualTo(TemplateSource.builtIn().text());
    }

    @Test
    void ofATemplatesLanguageNothingIsClaimed() throws IOException {
        Answer answer = load(write("hallo").toString())
                .answer(AModel.of(Fault.DNS_ERROR).build(), PageFormat.HTML);

        assertThat(Pages.header(answer, "Content-Language")).isEmpty();
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

    private static Answers load(String location) {
        return Answers.of(Pages.template(location), "X-Request-ID");
    }
}
