package io.breakwater.contract;

import io.breakwater.contract.app.Answering;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Which answers are kept, which are given, and to whom: RFC 9111, sections 3, 4.1 and 4.2.4, and RFC 5861, section 4, row by row. Ages
 * are told by the answers, as those of a cache between are, so that nobody waits.
 */
@Promise("Stale")
public class StoringContract extends GuardedContract {

    private static final String ON = "stale.enabled=true";
    private static final String ONE_ATTEMPT = "retry.max-attempts=1";

    /** The headers of the request, status and headers of its answer, the headers of the later request, whether that is given the same. */
    private record Row(List<String> first, int status, List<String> answer, List<String> later, boolean given) {

        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(
                    headers(cells[0]),
                    Integer.parseInt(cells[1].strip()),
                    headers(cells[2]),
                    headers(cells[3]),
                    cells[4].strip().equals("given"));
        }

        /** Separated by two slashes. */
        private static List<String> headers(String cell) {
            return cell.isBlank()
                    ? List.of()
                    : Arrays.stream(cell.split("//", -1)).map(String::strip).toList();
        }
    }

    private static RawRequest get(String path, List<String> headers) {
        RawRequest request = RawRequest.get(path);
        for (String header : headers) {
            String[] pair = header.split(":", 2);
            request = request.with(pair[0].strip(), pair[1].strip());
        }
        return request;
    }

    private void assertRows(String table, String... settings) {
        Answering app = new Answering();
        List<String> lines = table.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        String[] all = Arrays.copyOf(settings, settings.length + 3);
        all[settings.length] = ON;
        all[settings.length + 1] = ONE_ATTEMPT;
        all[settings.length + 2] = "circuit-breaker.enabled=false";
        URI uri = start(app, all);
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < lines.size(); i++) {
            Row row = Row.of(lines.get(i));
            String path = "/row" + i;
            app.on(path, row.status(), row.answer().toArray(String[]::new));
            ask(uri, get(path, row.first()));

            RawResponse later = ask(uri, get(path, row.later()).with(Answering.DOWN, "1"));

            softly.assertThat(later.status()).as(lines.get(i)).isEqualTo(row.given() ? row.status() : 502);
            softly.assertThat(later.headers().has("Age")).as(lines.get(i)).isEqualTo(row.given());
        }
        softly.assertAll();
    }

    @Test
    void whatASharedCacheMayStoreIsKept() {
        assertRows(
                """
                # RFC 9111, section 3: at least one of these; 200 and 203 are cacheable by themselves
                | 200 |                                        | | given
                | 203 |                                        | | given
                | 200 | Cache-Control: public                  | | given
                | 200 | Cache-Control: max-age=60              | | given
                | 200 | Cache-Control: s-maxage=60             | | given
                | 200 | Expires: Thu, 01 Dec 2095 16:00:00 GMT | | given
                # what is not a whole success, or not for everybody
                | 201 | Cache-Control: max-age=60              | | refused
                | 404 | Cache-Control: max-age=60              | | refused
                | 410 | Cache-Control: max-age=60              | | refused
                | 206 | Content-Range: bytes 0-3/9             | | refused
                # no-store
                | 200 | Cache-Control: no-store                | | refused
                | 200 | Cache-Control: max-age=60, NO-STORE    | | refused
                | 200 | Cache-Control: max-age=60 // Cache-Control: no-store | | refused
                Cache-Control: no-store | 200 | Cache-Control: max-age=60 | | refused
                # a cache that understands the status passes over the no-store beside it (5.2.2.3)
                | 200 | Cache-Control: must-understand, no-store, max-age=60 | | given
                # private, in all or in part
                | 200 | Cache-Control: private                 | | refused
                | 200 | Cache-Control: private, max-age=60     | | refused
                | 200 | Cache-Control: private="X-Mine", max-age=60 // X-Mine: 1 | | given
                # no-cache, in all or in part: it could not be validated
                | 200 | Cache-Control: no-cache                | | refused
                | 200 | Cache-Control: no-cache="X-Mine" // X-Mine: 1 | | given
                # unknown directives, and what only looks like one
                | 200 | Cache-Control: ext="no-store, private", max-age=60 | | given
                | 200 | Cache-Control: no-stores               | | given
                # never for somebody else
                | 200 | Set-Cookie: a=b                        | | refused
                | 200 | Set-Cookie: a=b // Cache-Control: public, max-age=60 | | refused
                | 200 | Vary: *                                | | refused
                | 200 | Vary: Accept, *                        | | refused
                # what does not end
                | 200 | Content-Type: text/event-stream // Cache-Control: public | | refused
                | 200 | Content-Type: multipart/x-mixed-replace;boundary=b | | refused
                """);
    }

    @Test
    void whatWasOnesIsNeverAnothers() {
        assertRows(
                """
                Authorization: Basic YTpi | 200 | Cache-Control: max-age=60         | | refused
                Authorization: Basic YTpi | 200 |                                   | | refused
                Authorization: Basic YTpi | 200 | Cache-Control: s-maxage=60        | | refused
                Authorization: Basic YTpi | 200 | Cache-Control: must-revalidate    | | refused
                Authorization: Basic YTpi | 200 | Cache-Control: public, max-age=60 | | given
                Authorization: Basic YTpi | 200 | Cache-Control: public, private    | | refused
                Authorization: Basic YTpi | 200 | Cache-Control: max-age=60         | Authorization: Basic YTpi | refused
                Cookie: user=1            | 200 | Cache-Control: max-age=60         | | refused
                Cookie: user=1            | 200 |                                   | Cookie: user=1 | refused
                Cookie: user=1            | 200 | Cache-Control: public             | | given
                Cookie: user=1            | 200 | Cache-Control: public             | Cookie: user=2 | given
                Cookie: user=1            | 200 | Cache-Control: public // Vary: Cookie | Cookie: user=2 | refused
                Cookie: user=1            | 200 | Cache-Control: public // Vary: Cookie | Cookie: user=1 | given
                # nor is what was for everybody given to somebody who may be meant
                | 200 | Cache-Control: max-age=60         | Cookie: user=1            | refused
                | 200 | Cache-Control: max-age=60         | Authorization: Basic YTpi | refused
                | 200 | Cache-Control: public, max-age=60 | Authorization: Basic YTpi | given
                """);
    }

    @Test
    void aStaleOneIsGivenWhereNothingForbidsIt() {
        assertRows(
                """
                # fresh: the word about stale ones does not matter (RFC 9111, section 4.2)
                | 200 | Cache-Control: max-age=60, must-revalidate // Age: 30  | | given
                | 200 | Cache-Control: max-age=60, proxy-revalidate // Age: 30 | | given
                | 200 | Cache-Control: s-maxage=60 // Age: 30                  | | given
                # stale, and forbidden (4.2.4)
                | 200 | Cache-Control: max-age=60, must-revalidate // Age: 90  | | refused
                | 200 | Cache-Control: max-age=60, proxy-revalidate // Age: 90 | | refused
                | 200 | Cache-Control: s-maxage=60 // Age: 90                  | | refused
                | 200 | Cache-Control: s-maxage=60, stale-if-error=900 // Age: 90 | | refused
                | 200 | Cache-Control: max-age=60, must-revalidate, stale-if-error=900 // Age: 90 | | refused
                # stale, and not forbidden
                | 200 | Cache-Control: max-age=60 // Age: 90                   | | given
                | 200 | Cache-Control: max-age=0                               | | given
                | 200 | Cache-Control: max-age=soon                            | | given
                | 200 | Expires: 0                                             | | given
                # RFC 5861, section 4: so stale, and no more
                | 200 | Cache-Control: max-age=60, stale-if-error=100 // Age: 90  | | given
                | 200 | Cache-Control: max-age=60, stale-if-error=100 // Age: 190 | | refused
                | 200 | Cache-Control: max-age=60, stale-if-error=0 // Age: 90    | | refused
                | 200 | Cache-Control: max-age=60, stale-if-error="100" // Age: 90 | | given
                | 200 | Cache-Control: stale-if-error=100 // Expires: Thu, 01 Dec 2095 16:00:00 GMT // Age: 190 | | given
                | 200 | Cache-Control: max-age=60 // Age: 90 | Cache-Control: stale-if-error=100 | given
                | 200 | Cache-Control: max-age=60 // Age: 90 | Cache-Control: stale-if-error=10  | refused
                # of the request (5.2.1)
                | 200 | Cache-Control: max-age=60 // Age: 90 | Cache-Control: max-stale        | given
                | 200 | Cache-Control: max-age=60 // Age: 90 | Cache-Control: max-stale=100    | given
                | 200 | Cache-Control: max-age=60 // Age: 90 | Cache-Control: max-stale=10     | refused
                | 200 | Cache-Control: max-age=60            | Cache-Control: no-cache         | refused
                # a reload
                | 200 | Cache-Control: max-age=60            | Cache-Control: max-age=0        | given
                # the settings' own limit, by age (4.2.3): what caches before have counted, or what the date tells
                | 200 | Cache-Control: max-age=86400 // Age: 3500                  | | given
                | 200 | Cache-Control: max-age=86400 // Age: 3700                  | | refused
                | 200 | Cache-Control: max-age=86400 // Date: Thu, 01 Dec 2005 16:00:00 GMT | | refused
                """,
                "stale.max-age=1h");
    }

    @Test
    void itIsChosenByWhatTheAnswerVariesBy() {
        assertRows(
                """
                Accept: text/html      | 200 | Vary: Accept             | Accept: text/html      | given
                Accept: text/html      | 200 | Vary: Accept             | Accept: text/plain     | refused
                Accept: text/html      | 200 | Vary: Accept             |                        | refused
                                       | 200 | Vary: Accept             | Accept: text/html      | refused
                                       | 200 | Vary: X-Never            |                        | given
                Accept: a/a, b/b       | 200 | Vary: accept             | accept: a/a ,b/b       | given
                Accept: a/a // Accept: b/b | 200 | Vary: Accept         | Accept: a/a, b/b       | given
                Accept: a/a // X-B: 1  | 200 | Vary: Accept // Vary: X-B | Accept: a/a // X-B: 1 | given
                Accept: a/a // X-B: 1  | 200 | Vary: Accept, X-B        | Accept: a/a // X-B: 2  | refused
                # a coding that nobody varies by is not for those who do not take it
                Accept-Encoding: gzip  | 200 | Content-Encoding: gzip   | Accept-Encoding: br, gzip | given
                Accept-Encoding: gzip  | 200 | Content-Encoding: gzip   | Accept-Encoding: gzip;q=0 | refused
                Accept-Encoding: gzip  | 200 | Content-Encoding: gzip   |                        | refused
                # what only the origin can tell (4.3.2), and what may be passed over
                                       | 200 | ETag: "1"                | If-Match: "1"          | refused
                                       | 200 | ETag: "1"                | Range: bytes=0-1       | given
                """);
    }

    @Test
    void whatTheUserTakesOnThemselfIsPassedOver() {
        assertRows(
                """
                Cookie: user=1 | 200 |                                           | Cookie: user=2 | given
                               | 200 | Cache-Control: no-store                   | | given
                               | 200 | Cache-Control: no-cache                   | | given
                               | 200 | Cache-Control: max-age=60, must-revalidate // Age: 90 | | given
                               | 200 | Cache-Control: s-maxage=60 // Age: 90     | | given
                # but not that
                               | 200 | Cache-Control: private                    | | refused
                               | 200 | Set-Cookie: a=b                           | | refused
                Cookie: user=1 // Authorization: Basic YTpi | 200 |              | | refused
                               | 200 | Cache-Control: max-age=60, stale-if-error=10 // Age: 90 | | refused
                """,
                "stale.ignore=cookies, no-store, no-cache, must-revalidate");
    }
}
