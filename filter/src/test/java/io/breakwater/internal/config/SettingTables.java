package io.breakwater.internal.config;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.CircuitBreakerSettings.SlidingWindowType;
import io.breakwater.internal.config.PageSettings.Replace;
import io.breakwater.internal.config.PageSettings.Theme;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Every setting with its default, with values that are read, and with values that are refused. A new setting adds its rows here. */
final class SettingTables {

    /** Key and default. */
    static final String DEFAULTS =
            """
            timeout | 15s
            attempt-timeout | 10s
            idle-timeout | 30s
            timeout-interrupt | true
            client-wait | 1s
            retry.max-attempts | 2
            retry.methods | GET, HEAD, OPTIONS
            retry.unsent-methods | as-retry-methods
            retry.on | unsent, connection_terminated
            retry.idempotency-key | false
            retry.backoff.initial | 25ms
            retry.backoff.max | 250ms
            retry.max-body | 64KB
            retry.budget.ratio | 20%
            retry.budget.min-per-second | 1
            retry.budget.window | 10s
            circuit-breaker.enabled | true
            circuit-breaker.failure-rate-threshold | 50
            circuit-breaker.minimum-number-of-calls | 20
            circuit-breaker.sliding-window-type | TIME_BASED
            circuit-breaker.sliding-window-size | 10
            circuit-breaker.slow-call-duration-threshold | 5s
            circuit-breaker.slow-call-rate-threshold | 80
            circuit-breaker.wait-duration-in-open-state | 5s
            circuit-breaker.max-wait-duration-in-open-state | 60s
            circuit-breaker.permitted-number-of-calls-in-half-open-state | 3
            circuit-breaker.max-wait-duration-in-half-open-state | 60s
            concurrency.max | auto
            concurrency.min | 10
            concurrency.share | 60%
            priority | normal
            priority.header | none
            priority.health | /health, /health/*, /healthz, /livez, /readyz, /actuator/health/*
            stale.enabled | false
            stale.max-age | 24h
            stale.max-entry | 256KB
            stale.ignore | none
            stale.banner | false
            stale.max-bytes | 64MB
            correlation.header | X-Request-ID
            page.template | none
            page.template.502 | none
            page.template.503 | none
            page.template.504 | none
            page.template-reload | false
            page.cors | off
            page.cors.credentials | false
            page.theme | harbour
            page.languages | all
            page.replace | browsers
            page.details | false
            brand.name | none
            brand.logo | none
            brand.accent | none
            brand.background | none
            brand.support | none
            brand.phone | none
            brand.status-page | none
            brand.home | none
            brand.links | none
            brand.sentence | none
            brand.footer | none
            methods | any
            hosts | any
            headers | any
            reload.interval | 1s
            mode | guard
            downstream | none
            label | none
            exclude | none
            config | classpath:breakwater.properties
            """;

    static final TimeoutSettings DEFAULT_TIMEOUTS = new TimeoutSettings(
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Optional.of(Duration.ofSeconds(30)),
            true,
            Duration.ofSeconds(1));

    static final RetrySettings DEFAULT_RETRY = new RetrySettings(
            2,
            Set.of("GET", "HEAD", "OPTIONS"),
            Optional.of(Set.of("GET", "HEAD", "OPTIONS")),
            Set.of(
                    Fault.DNS_ERROR,
                    Fault.DNS_TIMEOUT,
                    Fault.CONNECTION_REFUSED,
                    Fault.CONNECTION_TIMEOUT,
                    Fault.TLS_PROTOCOL_ERROR,
                    Fault.TLS_ALERT_RECEIVED,
                    Fault.STREAM_REFUSED,
                    Fault.CONNECTION_TERMINATED),
            Set.of(),
            false,
            Duration.ofMillis(25),
            Duration.ofMillis(250),
            65_536,
            new RetrySettings.Budget(0.2, 1, Duration.ofSeconds(10)));

    static final CircuitBreakerSettings DEFAULT_CIRCUIT_BREAKER = new CircuitBreakerSettings(
            50,
            20,
            CircuitBreakerSettings.SlidingWindowType.TIME_BASED,
            10,
            Duration.ofSeconds(5),
            80,
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            3,
            Duration.ofSeconds(60));

    static final PageSettings DEFAULT_PAGE = new PageSettings(
            Optional.empty(),
            Map.of(),
            false,
            PageSettings.Theme.HARBOUR,
            List.of("all"),
            PageSettings.Replace.BROWSERS,
            false,
            PageSettings.Cors.OFF,
            Brand.NONE);

    /** Key and value, a part of the message, and a part of what is allowed. */
    static final String REFUSED = ConcurrencyTables.REFUSED
            + """
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

    private SettingTables() {}

    /** Returns key and value, the part of a route's settings that shows the value, and what that part is. */
    static Stream<Arguments> values() {
        Stream<Arguments> others = Stream.of(
                timeouts("timeout=20s", TimeoutSettings::exchange, Duration.ofSeconds(20)),
                timeouts("timeout=1h", TimeoutSettings::exchange, Duration.ofHours(1)),
                timeouts("attempt-timeout=250ms", TimeoutSettings::attempt, Duration.ofMillis(250)),
                timeouts("idle-timeout=2m", TimeoutSettings::idle, Optional.of(Duration.ofMinutes(2))),
                timeouts("idle-timeout=0", TimeoutSettings::idle, Optional.empty()),
                timeouts("idle-timeout=0s", TimeoutSettings::idle, Optional.empty()),
                timeouts("timeout-interrupt=false", TimeoutSettings::interrupt, false),
                timeouts("client-wait=3s", TimeoutSettings::clientWait, Duration.ofSeconds(3)),
                retry("retry.max-attempts=10", RetrySettings::maxAttempts, 10),
                retry("retry.methods=GET,PUT , DELETE", RetrySettings::methods, Set.of("GET", "PUT", "DELETE")),
                retry("retry.methods=none", RetrySettings::methods, Set.of()),
                retry("retry.unsent-methods=any", RetrySettings::unsentMethods, Optional.empty()),
                retry("retry.unsent-methods=none", RetrySettings::unsentMethods, Optional.of(Set.of())),
                retry("retry.unsent-methods=POST", RetrySettings::unsentMethods, Optional.of(Set.of("POST"))),
                retry("retry.on=502, 504", RetrySettings::onStatuses, Set.of(502, 504)),
                retry("retry.on=502, 504", RetrySettings::onFaults, Set.of()),
                retry(
                        "retry.on=pool_exhausted, http_response_timeout",
                        RetrySettings::onFaults,
                        Set.of(Fault.POOL_EXHAUSTED, Fault.RESPONSE_TIMEOUT)),
                retry("retry.idempotency-key=true", RetrySettings::idempotencyKey, true),
                retry("retry.backoff.initial=1ms", RetrySettings::initialBackoff, Duration.ofMillis(1)),
                retry("retry.backoff.max=1s", RetrySettings::maxBackoff, Duration.ofSeconds(1)),
                retry("retry.max-body=1MB", RetrySettings::maxBodyBytes, 1_048_576),
                retry("retry.max-body=0B", RetrySettings::maxBodyBytes, 0),
                retry("retry.budget.ratio=12.5%", r -> r.budget().ratio(), 0.125),
                retry("retry.budget.min-per-second=0", r -> r.budget().minPerSecond(), 0),
                retry("retry.budget.window=1m", r -> r.budget().window(), Duration.ofMinutes(1)),
                breaker("circuit-breaker.failure-rate-threshold=33.3%", b -> b.failureRateThreshold(), 33.3f),
                breaker("circuit-breaker.minimum-number-of-calls=5", b -> b.minimumNumberOfCalls(), 5),
                breaker(
                        "circuit-breaker.sliding-window-type=TIME_BASED",
                        b -> b.slidingWindowType(),
                        SlidingWindowType.TIME_BASED),
                breaker("circuit-breaker.sliding-window-size=100", b -> b.slidingWindowSize(), 100),
                breaker(
                        "circuit-breaker.slow-call-duration-threshold=1s",
                        b -> b.slowCallDurationThreshold(),
                        Duration.ofSeconds(1)),
                breaker("circuit-breaker.slow-call-rate-threshold=100", b -> b.slowCallRateThreshold(), 100f),
                breaker(
                        "circuit-breaker.wait-duration-in-open-state=10s",
                        b -> b.waitDurationInOpenState(),
                        Duration.ofSeconds(10)),
                breaker(
                        "circuit-breaker.max-wait-duration-in-open-state=2m",
                        b -> b.maxWaitDurationInOpenState(),
                        Duration.ofMinutes(2)),
                breaker(
                        "circuit-breaker.permitted-number-of-calls-in-half-open-state=1",
                        b -> b.permittedNumberOfCallsInHalfOpenState(),
                        1),
                breaker(
                        "circuit-breaker.max-wait-duration-in-half-open-state=30s",
                        b -> b.maxWaitDurationInHalfOpenState(),
                        Duration.ofSeconds(30)),
                value("retry.max-attempts=1", RouteSettings::retry, Optional.empty()),
                value("circuit-breaker.enabled=false", RouteSettings::circuitBreaker, Optional.empty()),
                value("mode=observe", RouteSettings::mode, RouteSettings.Mode.OBSERVE),
                value("stale.enabled=true", route -> route.stale().isPresent(), true),
                value("page.replace=never", r -> r.page().replace(), Replace.NEVER),
                value("page.theme=dusk", r -> r.page().theme(), Theme.DUSK),
                value("page.languages=de, all", r -> r.page().languages(), List.of("de", "all")),
                value("page.languages=zh-Hant,pt-BR", r -> r.page().languages(), List.of("zh-Hant", "pt-BR")),
                value(
                        "page.cors=https://shop.example, https://*.shop.example:8443",
                        r -> r.page().cors().origins(),
                        List.of("https://shop.example", "https://*.shop.example:8443")),
                value("page.cors=*", r -> r.page().cors().isForAny(), true),
                value("page.cors.credentials=true", r -> r.page().cors().credentials(), true),
                value("page.template-reload=true", r -> r.page().reload(), true),
                value("page.details=true", r -> r.page().details(), true),
                brand("brand.name=Größe & Söhne", Brand::name, "Größe & Söhne"),
                brand("brand.accent=#0A66C2", Brand::accent, "#0a66c2"),
                brand("brand.background=#FFEEDD", Brand::background, "#ffeedd"),
                brand("brand.phone=+49 (30) 12-34", Brand::phone, "+49 (30) 12-34"),
                brand("brand.sentence=Call us, we are there.", Brand::sentence, "Call us, we are there."),
                brand("brand.footer=© Größe & Söhne", Brand::footer, "© Größe & Söhne"),
                brand("brand.support=tel:+49301234", Brand::support, URI.create("tel:+49301234")),
                brand("brand.support=mailto:a@b.example", Brand::support, URI.create("mailto:a@b.example")),
                brand("brand.status-page=https://s.example/", Brand::statusPage, URI.create("https://s.example/")),
                brand("brand.home=/start?from=sorry", Brand::home, URI.create("/start?from=sorry")),
                brand("brand.home=https://shop.example/", Brand::home, URI.create("https://shop.example/")));
        return Stream.concat(ConcurrencyTables.values(), others);
    }

    private static Arguments value(String pair, Function<RouteSettings, Object> part, Object expected) {
        return arguments(pair, part, expected);
    }

    private static Arguments timeouts(String pair, Function<TimeoutSettings, Object> part, Object expected) {
        return value(pair, route -> part.apply(route.timeouts()), expected);
    }

    private static Arguments retry(String pair, Function<RetrySettings, Object> part, Object expected) {
        return value(pair, route -> part.apply(route.retry().orElseThrow()), expected);
    }

    private static Arguments breaker(String pair, Function<CircuitBreakerSettings, Object> part, Object expected) {
        return value(pair, route -> part.apply(route.circuitBreaker().orElseThrow()), expected);
    }

    private static Arguments brand(String pair, Function<Brand, Object> part, Object expected) {
        return value(pair, route -> part.apply(route.page().brand()), Optional.of(expected));
    }
}
