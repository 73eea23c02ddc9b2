package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.page.PageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {

    private static final String CHROME_DOCUMENT =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

    @ParameterizedTest(name = "{0} gets {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            # who                            | Accept                                                             | Sec-Fetch-Dest | expected
            Firefox, a document              | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8     | document       | HTML
            Safari, without Sec-Fetch        | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8     |                | HTML
            an iframe                        | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8     | iframe         | HTML
            a document that takes anything   | */*                                                                | document       | HTML
            Turbo's fetch                    | text/vnd.turbo-stream.html, text/html, application/xhtml+xml       | empty          | HTML
            lynx                             | text/html, text/plain, text/sgml, */*;q=0.01                       |                | HTML
            w3m                              | text/html, text/*;q=0.5, image/*, application/*                    |                | HTML
            xhtml alone                      | application/xhtml+xml                                              |                | HTML
            curl, wget                       | */*                                                                |                | TEXT
            no Accept at all                 |                                                                    |                | TEXT
            an empty Accept                  | ~~                                                                 |                | TEXT
            text/plain                       | text/plain                                                         |                | TEXT
            any text                         | text/*                                                             |                | TEXT
            any text but HTML                | text/*, text/html;q=0                                              |                | TEXT
            fetch()                          | */*                                                                | empty          | JSON
            no Accept in a fetch             |                                                                    | empty          | JSON
            axios                            | application/json, text/plain, */*                                  | empty          | JSON
            axios in Node                    | application/json, text/plain, */*                                  |                | JSON
            jQuery.getJSON                   | application/json, text/javascript, */*; q=0.01                     | empty          | JSON
            problem+json                     | application/problem+json                                           |                | JSON
            JSON:API                         | application/vnd.api+json                                           |                | JSON
            HAL first, then JSON             | application/hal+json, application/json;q=0.9                       |                | JSON
            Spring's RestTemplate            | application/json, application/*+json                               |                | JSON
            a streamable tool client         | application/json, text/event-stream                                |                | JSON
            any application type             | application/*                                                      |                | JSON
            JSON rather than HTML            | text/html;q=0.5, application/json                                  |                | JSON
            HTML rather than JSON            | application/json;q=0.5, text/html                                  |                | HTML
            both alike, no script            | application/json, text/html                                        |                | HTML
            both alike, in a fetch           | text/html, application/json                                        | empty          | JSON
            JSON ruled out                   | application/json;q=0, text/html;q=0.1                              |                | HTML
            JSON ruled out, then anything    | application/json;q=0, */*                                          | empty          | TEXT
            upper case                       | TEXT/HTML;Q=0.9, APPLICATION/JSON;Q=0.1                            |                | HTML
            parameters before the weight     | text/html;level=1;q=0.1, application/json;v="1,2;q=0";q=0.2        |                | JSON
            a comma in quotes                | application/json;x="text/html,"                                    |                | JSON
            Chrome's img                     | image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8    | image          | NONE
            Chrome's img, without Sec-Fetch  | image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8    |                | NONE
            old Firefox's img                | image/webp,*/*                                                     |                | NONE
            images alone                     | image/*                                                            |                | NONE
            a stylesheet                     | text/css,*/*;q=0.1                                                 |                | NONE
            a script                         | */*                                                                | script         | NONE
            a stylesheet that says so        | */*                                                                | style          | NONE
            a font                           | */*                                                                | font           | NONE
            audio                            | */*                                                                | audio          | NONE
            video                            | */*                                                                | video          | NONE
            a service worker                 | */*                                                                | serviceworker  | NONE
            EventSource                      | text/event-stream                                                  | empty          | EVENTS
            EventSource, polyfilled          | text/event-stream, */*;q=0.1                                       | empty          | EVENTS
            nothing of ours                  | application/pdf                                                    |                | NONE
            everything ruled out             | */*;q=0                                                            |                | NONE
            an unheard-of destination        | text/html                                                          | hologram       | HTML
            old Java                         | text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2               |                | HTML
            a weight that makes no sense     | text/html;q=high, application/json;q=0.1                           |                | JSON
            a negative weight                | text/html;q=-1, application/json;q=0.1                             |                | JSON
            a weight above one               | text/html;q=7, application/json;q=0.9                              |                | HTML
            a weight in too many digits      | text/html;q=0.10000, application/json;q=0.09999999999999999         |                | HTML
            nothing but noise                | ;;;,,,q=1,/,a/,/b,*/html,"                                         |                | TEXT
            """)
    void eachClientGetsTheFormatItCanUse(String who, String accept, String destination, PageFormat expected) {
        Map<String, String> headers = new HashMap<>();
        headers.put("accept", accept);
        headers.put("sec-fetch-dest", destination);

        assertThat(format(headers)).as(who).isEqualTo(expected);
    }

    @Test
    void aPersonIsWhoGetsHtml() {
        assertThat(Negotiation.isPerson(name -> name.equals("Accept") ? CHROME_DOCUMENT : null))
                .isTrue();
        assertThat(Negotiation.isPerson(name -> null)).isFalse();
    }

    @Test
    void xmlHttpRequestGetsJsonAndAnAndroidWebViewDoesNot() {
        assertThat(format(Map.of("x-requested-with", "XMLHttpRequest"))).isEqualTo(PageFormat.JSON);
        assertThat(format(Map.of("x-requested-with", "com.example.app", "accept", CHROME_DOCUMENT)))
                .isEqualTo(PageFormat.HTML);
        assertThat(format(Map.of("x-requested-with", "com.example.app"))).isEqualTo(PageFormat.TEXT);
    }

    @ParameterizedTest
    @CsvSource({"application/grpc", "application/grpc+proto", "Application/gRPC-web+proto"})
    void grpcGetsNoBody(String contentType) {
        assertThat(format(Map.of("content-type", contentType, "accept", "*/*"))).isEqualTo(PageFormat.NONE);
    }

    @Test
    void anAcceptOfMoreThan8KilobytesCountsAsAbsent() {
        String longest = "text/html" + " ".repeat(MediaRanges.MAX_LENGTH - 9);

        assertThat(format(Map.of("accept", longest))).isEqualTo(PageFormat.HTML);
        assertThat(format(Map.of("accept", longest + " "))).isEqualTo(PageFormat.TEXT);
    }

    @Property
    void noHeaderValueMakesItThrow(@ForAll String accept, @ForAll String destination, @ForAll String contentType) {
        assertThat(format(Map.of("accept", accept, "sec-fetch-dest", destination, "content-type", contentType)))
                .isNotNull();
    }

    private static PageFormat format(Map<String, String> headers) {
        return Negotiation.format(name -> headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
