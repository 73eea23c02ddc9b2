package io.breakwater.operations.console;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps another site from having a browser act here. An action bears a value that only a page of this console shows, good for one person and
 * up to two hours; and a browser that says where a request comes from must say: from here. Thread-safe.
 */
final class Forgery {

    /** The name of the form's field. */
    static final String FIELD = "sign";

    private static final String ALGORITHM = "HmacSHA256";
    private static final long HOUR_MILLIS = 3_600_000;

    private final SecretKeySpec key;
    private final Clock clock;

    Forgery(Clock clock) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
        this.clock = clock;
    }

    /** Returns the value for the forms of this person's pages. */
    String valueFor(String who) {
        return value(who, hour());
    }

    /** Returns why an action is not to be trusted; empty when it is. */
    Optional<String> doubt(HttpServletRequest request, Access.Open who) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return Optional.of("it comes from another site");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !isOwn(origin, request)) {
            return Optional.of("it comes from another origin");
        }
        if (!who.ambient()) {
            return Optional.empty();
        }
        String given = Optional.ofNullable(request.getParameter(FIELD)).orElse("");
        boolean known = equal(given, value(who.who(), hour())) || equal(given, value(who.who(), hour() - 1));
        return known ? Optional.empty() : Optional.of("the page it comes from is too old, or none of this console's");
    }

    private static boolean isOwn(String origin, HttpServletRequest request) {
        String host = request.getHeader("Host");
        try {
            String authority = new URI(origin).getRawAuthority();
            return host != null
                    && authority != null
                    && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private long hour() {
        return clock.millis() / HOUR_MILLIS;
    }

    private String value(String who, long hour) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] bytes = mac.doFinal((hour + " " + who).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, e);
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
