package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.Problem;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedValuesTest {

    private static final String TABLE =
            """
            timeout=15 | has no unit: write 15s for seconds or 15ms for milliseconds | a duration from 1ms to 1h
            timeout=0ms | is shorter than 1ms | 1ms to 1h
            timeout=61m | is longer than 1h | 1ms to 1h
            timeout=99999999999999999999s | is longer than 1h | 1ms to 1h
            timeout=1.5s | is not a whole number followed at once by ms, s, m or h | ms, s, m or h
            timeout=15 s | is not a whole number followed at once by | ms, s, m or h
            timeout=15S | is not a whole number followed at once by | ms, s, m or h
            timeout=-1s | is not a whole number followed at once by | ms, s, m or h
            timeout=PT15S | is not a whole number followed at once by | ms, s, m or h
            timeout= | is empty: remove it to have the default, or give a value | 1ms to 1h
            attempt-timeout=soon | is not a whole number | 1ms to 1h
            idle-timeout=off | is not a whole number | 0 for no limit, or a duration
            client-wait=0 | has no unit | 1ms to 1h
            timeout-interrupt=yes | is none of the words allowed | false or true
            timeout-interrupt=TRUE | write true | false or true
            retry.max-attempts=0 | is less than 1 | a whole number from 1 to 10
            retry.max-attempts=11 | is more than 10 | 1 to 10
            retry.max-attempts=-3 | is less than 1 | 1 to 10
            retry.max-attempts=99999999999 | is more than 10 | 1 to 10
            retry.max-attempts=two | is not a whole number | 1 to 10
            retry.methods=GET, POST | lists POST, which may do its work twice | GET, HEAD, OPTIONS, TRACE, PUT, DELETE
            retry.methods=patch | and retry.unsent-methods lists it, or when it bears an Idempotency-Key and retry.idempotency-key is true | GET
            retry.methods=get | methods are written in capitals, GET | GET, HEAD
            retry.methods=FETCH | lists 'FETCH', which is not among the methods allowed | GET, HEAD
            retry.methods=GET,,HEAD | has an empty place in its list | GET, HEAD
            retry.methods=GET HEAD | lists 'GET HEAD' | a list of GET
            retry.unsent-methods=ANY | lists 'ANY' | as-retry-methods, or any, or none, or a list of GET
            retry.on=5xx | name the statuses that a second attempt may cure, such as 502, 503, 504 | 500 to 599
            retry.on=downstream_status | name the statuses | 500 to 599
            retry.on=404 | only statuses from 500 to 599 | 500 to 599
            retry.on=conection_terminated | did you mean connection_terminated? | unsent, dns_error
            retry.on=tls_certificate_error | a certificate that was refused once is refused again | unsent
            retry.on=circuit_open | what we refuse ourselves, or what the client gave up, is never tried again | unsent
            retry.on=client_gone | what the client gave up | unsent
            retry.on=everything | lists 'everything', which is not a fault | unsent
            retry.idempotency-key=1 | is none of the words allowed | false or true
            retry.backoff.initial=0ms | is shorter than 1ms | 1ms to 1m
            retry.backoff.max=2m | is longer than 1m | 1ms to 1m
            retry.max-body=64 | has no unit: write 64KB or 64B | 0B to 16MB
            retry.max-body=17MB | is larger than 16MB | 0B to 16MB
            retry.max-body=9999999999KB | is larger than 16MB | 0B to 16MB
            retry.max-body=1GB | is not a whole number followed at once by B, KB or MB | B, KB or MB
            retry.budget.ratio=0.2 | looks like a fraction: write 20%, not 0.2 | 0% to 100%
            retry.budget.ratio=20 | has no percent sign: write 20% | 0% to 100%
            retry.budget.ratio=101% | is more than 100% | 0% to 100%
            retry.budget.ratio=a fifth | is not a percentage | 0% to 100%
            retry.budget.min-per-second=1001 | is more than 1000 | 0 to 1000
            retry.budget.window=500ms | is shorter than 1s | 1s to 5m
            circuit-breaker.enabled=on | is none of the words allowed | false or true
            circuit-breaker.failure-rate-threshold=0 | is less than 1% | 1% to 100%, with or without the sign
            circuit-breaker.failure-rate-threshold=0.5 | looks like a fraction | 1% to 100%
            circuit-breaker.minimum-number-of-calls=0 | is less than 1 | 1 to 10000
            circuit-breaker.sliding-window-type=count-based | write COUNT_BASED | COUNT_BASED or TIME_BASED
            circuit-breaker.sliding-window-size=0 | is less than 1 | 1 to 10000
            circuit-breaker.slow-call-duration-threshold=5 | has no unit | 1ms to 1h
            circuit-breaker.slow-call-rate-threshold=101 | is more than 100% | 1% to 100%
            circuit-breaker.wait-duration-in-open-state=2h | is longer than 1h | 1ms to 1h
            circuit-breaker.max-wait-duration-in-open-state=x | is not a whole number | 1ms to 1h
            circuit-breaker.permitted-number-of-calls-in-half-open-state=0 | is less than 1 | 1 to 1000
            circuit-breaker.max-wait-duration-in-half-open-state=0s | is shorter than 1ms | 1ms to 1h
            concurrency.max=0 | is less than 1 | none, or a whole number from 1 to 1000000
            concurrency.max=unlimited | is not a whole number | none, or
            correlation.header=X Request | is no header name | such as X-Request-ID
            correlation.header=Host | by which HTTP, browsers or proxies already say something | no use for
            correlation.header=content-length | already say something | no use for
            correlation.header=Transfer-Encoding | already say something | no use for
            correlation.header=Connection | already say something | no use for
            correlation.header=Set-Cookie | already say something | no use for
            correlation.header=Cookie | already say something | no use for
            correlation.header=Authorization | already say something | no use for
            correlation.header=Access-Control-Allow-Origin | already say something | no use for
            correlation.header=traceparent | already say something | no use for
            mode=Observe | write observe | guard or observe
            mode=off | is none of the words allowed | guard or observe
            reload.interval=50ms | is shorter than 100ms | 0 for never, or a duration from 100ms to 1h
            reload.interval=never | is not a whole number | 0 for never
            page.template=/no/such/page.html | is not there: looked for the file /no/such/page.html | a file's path
            page.template=classpath:no/page.html | is not on the class path: looked for no/page.html | classpath:
            page.template=classpath: | names no resource | classpath:
            page.template=/own\u0000.html | is not a file's path | a file's path
            page.template.502=/no/such/page.html | is not there: looked for the file /no/such/page.html | a file's path
            page.template.503=classpath:no/page.html | is not on the class path: looked for no/page.html | classpath:
            page.template.504=classpath: | names no resource | classpath:
            page.template-reload=always | is none of the words allowed | false or true
            page.theme=Dusk | write dusk | dusk or harbour or paper or plain
            page.languages=de, deutsch | lists deutsch, which is no language tag | such as de, en, zh-Hant
            page.languages=de, en, de | lists a language twice | the first is for
            page.replace=Browsers | write browsers | always or browsers or empty or never
            page.cors=https://shop.example/ | lists https://shop.example/, which is no origin | https://*.shop.example
            page.cors=*, https://shop.example | lists * beside others | off, or *
            page.cors.credentials=maybe | is none of the words allowed | false or true
            page.details=maybe | is none of the words allowed | false or true
            brand.name=Ac\u0007me | has a control character in it | at most 80 characters
            brand.logo=classpath:no/logo.svg | is not on the class path: looked for no/logo.svg | a file's path
            brand.background=rgb(1,2,3) | is not a # and six hexadecimal digits | #rrggbb
            brand.phone=call us | is no telephone number | such as +49 30 123456
            brand.sentence=He\u0007llo | has a control character in it | at most 300 characters
            brand.home=shop.example | has no scheme before it | https: or http:, or a path that begins with /
            brand.home=//shop.example/ | has no scheme before it | or a path that begins with /
            brand.home=/a b | is not a path | or a path that begins with /
            brand.links=Imprint | has an item that is not words, an equals sign and where they lead | none, or a list of links
            brand.links=Imprint=/imprint, =/privacy | has an item that is not words, an equals sign | Imprint=/imprint
            brand.links=Imprint=javascript:alert(1) | begins with javascript:, which is not allowed here | at most 6
            brand.links=a=/a, b=/b, c=/c, d=/d, e=/e, f=/f, g=/g | lists 7, more than 6 | at most 6
            brand.footer=He\u0007llo | has a control character in it | at most 200 characters
            brand.accent=red | is not a # and six hexadecimal digits | #rrggbb
            brand.accent=#fff | is not a # and six hexadecimal digits | #rrggbb
            brand.support=javascript:alert(1) | begins with javascript:, which is not allowed here | https: or http: or mailto: or tel:
            brand.support=help me | is not a URI | https:
            brand.support=www.acme.example | has no scheme | https:
            brand.support=https:///help | has no host name | https:
            brand.status-page=mailto:a@b.example | begins with mailto: | https: or http:
            brand.status-page=https://me:secret@s.example | has a user name in it | https: or http:
            exclude=health | must begin with a slash | none, or a list of patterns
            exclude=/health, /health | lists /health twice | none, or a list of patterns
            exclude=/health, /* | lists /*, which leaves nothing to guard: map the filter to fewer URLs | none, or a list
            exclude=/health,, /static/* | has an empty place in its list | none, or a list of patterns
            routes.a.methods=get | methods are written in capitals, GET | any, or a list of GET
            routes.a.methods=FETCH | lists 'FETCH', which is not among the methods allowed | any, or a list of GET
            routes.a.hosts=shop.example:8080 | lists shop.example:8080, which has a port: a route is for all ports | any, or
            routes.a.hosts=https://shop.example | lists https://shop.example, which is more than a host's name | *.shop.example
            routes.a.hosts=shop.* | has a star in another place than before the first dot: write *.shop.example | any, or
            routes.a.hosts=*shop.example | has a star in another place | any, or
            routes.a.hosts=bücher.example | write the one that begins with xn-- | any, or
            routes.a.hosts=-shop.example | is no host's name | any, or
            routes.a.hosts=shop..example | is no host's name | any, or
            routes.a.hosts=shop.example, SHOP.example | lists shop.example twice | any, or
            routes.a.label=Or\u0007ders | has a control character in it | none, or a text of at most 40 characters
            routes.a.headers=X Tenant | has an item that does not begin with a header's name | any, or
            routes.a.headers=X-Tenant: | leave the colon out for any value | any, or
            routes.a.headers=: gold | does not begin with a header's name | any, or
            routes.a.headers=X-Tenant: go\u0007ld | lists X-Tenant with a control character in its value | any, or
            routes.a.headers=X-Tenant: gold, x-tenant | lists x-tenant twice | any, or
            routes.a.path=a | must begin with a slash | a list of patterns such as /orders/*
            routes.a.path=/a, /a | lists /a twice | a list of patterns
            routes.a.path=/a/*, /a/** | lists /a/** twice | a list of patterns
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = TABLE)
    void aRefusedValueIsNamedWithWhatIsWrongAndWhatIsAllowed(String pair, String message, String allowed) {
        boolean needsPath = pair.startsWith("routes.a.") && !pair.startsWith("routes.a.path");
        Problem problem = needsPath ? Loading.problem("routes.a.path=/a", pair) : Loading.problem(pair);

        String key = pair.substring(0, pair.indexOf('='));
        assertThat(problem.key()).isEqualTo("breakwater." + key);
        assertThat(problem.origin()).isEqualTo("Breakwater.builder()");
        assertThat(problem.found()).isPresent();
        assertThat(problem.message()).contains(message);
        assertThat(problem.allowed())
                .hasValueSatisfying(text -> assertThat(text).contains(allowed));
    }

    @Test
    void anAddressForMailIsToldHowToBeALink() {
        assertThat(Loading.problem("brand.support=help@x.example").message())
                .isEqualTo("has no scheme before it: mailto: goes before an address for mail");
    }

    @Test
    void everySettingIsInThisTable() {
        var tested = TABLE.lines()
                .map(line -> line.substring(0, line.indexOf('=')).strip().replaceFirst("^routes\\.a\\.", ""))
                .collect(Collectors.toSet());

        assertThat(tested)
                .containsAll(Stream.concat(
                                KnownKeys.routeKeys().stream(),
                                Stream.of("correlation.header", "exclude", "reload.interval"))
                        .filter(key -> !key.equals("downstream"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "two words, is neither",
        "ftp://host, begins with ftp:",
        "https://u:p@host, user name",
        "host:8080, begins with"
    })
    void aDownstreamIsAnAliasOrAWebAddress(String value, String message) {
        assertThat(Loading.problem("routes.a.path=/a", "routes.a.downstream=" + value)
                        .message())
                .contains(message);
    }

    @Test
    void aLongNameIsRefused() {
        assertThat(Loading.problem("brand.name=" + "x".repeat(81)).message()).contains("longer than 80");
    }

    @Test
    void aPatternOfTwoRoutesNamesBothPlaces() {
        Problem problem = Loading.problem("routes.a.path=/x, /y/*", "routes.b.path=/y/**");

        assertThat(problem.key()).isEqualTo("breakwater.routes.b.path");
        assertThat(problem.message())
                .isEqualTo("lists /y/**, which breakwater.routes.a.path (Breakwater.builder()) has already");
    }

    @Test
    void aRouteWithoutAPathIsRefusedWhereItIsFirstMentioned() {
        Problem problem = Loading.problem("routes.a.timeout=1s");

        assertThat(problem.toString())
                .startsWith(
                        "Breakwater.builder(): breakwater.routes.a.path\n    is missing: without it no request would take"
                                + " the route 'a'\n    allowed: a list of patterns");
    }

    @Test
    void aThousandRoutesAreEnough() {
        String[] pairs = Stream.iterate(0, i -> i + 1)
                .limit(1001)
                .map(i -> "routes.r" + i + ".path=/r" + i)
                .toArray(String[]::new);

        assertThat(Loading.problem(pairs).message()).isEqualTo("there are 1001 routes");
        pairs[1000] = "timeout=10s";
        assertThat(Loading.load(pairs).routes()).hasSize(1000);
    }
}
