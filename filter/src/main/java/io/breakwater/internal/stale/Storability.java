package io.breakwater.internal.stale;

import io.breakwater.internal.config.StaleSettings.Waiver;
import java.util.List;
import java.util.Set;

/**
 * Whether a response may be stored by a shared cache that gives it to nobody but in place of a failure: RFC 9111, section 3, and
 * what is stricter here. The name of a constant says why not.
 */
enum Storability {
    STORABLE,
    /** Only GET is answered out of a store. */
    METHOD,
    /** Only whole successful answers are kept; which of them are cacheable without a word, RFC 9110, section 15.1, says. */
    STATUS,
    REQUEST_NO_STORE,
    NO_STORE,
    /** It may not be used without asking the downstream, which is just what can't be done. */
    NO_CACHE,
    PRIVATE,
    /** The sender is known, and the answer does not say that it is for everybody (RFC 9111, section 3.5). */
    AUTHORIZATION,
    /** The same, by a cookie: stricter than RFC 9111, section 7.3, which leaves it to the origin. */
    COOKIE,
    SET_COOKIE,
    VARY_ALL,
    /** What never ends, or goes on only with a script of its own. */
    STREAM;

    private static final Set<Integer> STATUSES = Set.of(200, 203);
    private static final List<String> STREAMS = List.of("text/event-stream", "multipart/x-mixed-replace");

    /** Whether a request's answer may be kept at all, as far as the request alone decides. */
    static boolean mayBeStored(RequestHead request) {
        return request.method().equals("GET") && !request.cacheControl().has("no-store");
    }

    static Storability of(RequestHead request, ResponseHead response, Set<Waiver> waivers) {
        if (!request.method().equals("GET")) {
            return METHOD;
        }
        if (!STATUSES.contains(response.status())
                || response.find("Content-Range").isPresent()) {
            return STATUS;
        }
        if (request.cacheControl().has("no-store")) {
            return REQUEST_NO_STORE;
        }
        Storability directives = byDirectives(request, response.cacheControl(), waivers);
        return directives == STORABLE ? byFields(response) : directives;
    }

    private static Storability byDirectives(RequestHead request, CacheControl answer, Set<Waiver> waivers) {
        // Whoever understands the status need not heed the other (RFC 9111, section 5.2.2.3).
        if (answer.has("no-store") && !answer.has("must-understand") && !waivers.contains(Waiver.NO_STORE)) {
            return NO_STORE;
        }
        if (answer.hasForAll("no-cache") && !waivers.contains(Waiver.NO_CACHE)) {
            return NO_CACHE;
        }
        if (answer.hasForAll("private")) {
            return PRIVATE;
        }
        return bySender(request, answer, waivers);
    }

    /** Whether what knows its sender may be answered with {@code answer}, and the other way round. */
    static Storability bySender(RequestHead request, CacheControl answer, Set<Waiver> waivers) {
        if (answer.has("public")) {
            return STORABLE;
        }
        if (request.has("Authorization") || request.isPersonal()) {
            return AUTHORIZATION;
        }
        return request.has("Cookie") && !waivers.contains(Waiver.COOKIES) ? COOKIE : STORABLE;
    }

    private static Storability byFields(ResponseHead response) {
        if (response.find("Set-Cookie").isPresent()) {
            return SET_COOKIE;
        }
        if (response.find("Vary")
                .filter(vary -> Field.tokens(vary).contains("*"))
                .isPresent()) {
            return VARY_ALL;
        }
        String type = response.find("Content-Type").orElse("");
        return STREAMS.stream().anyMatch(stream -> type.regionMatches(true, 0, stream, 0, stream.length()))
                ? STREAM
                : STORABLE;
    }
}
