package io.breakwater.operations.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;

/**
 * Decides who sees the console: somebody with the role, somebody with the token, and, as long as neither is set, somebody on a direct
 * connection from this host. Thread-safe.
 */
final class Access {

    private final ConsoleSettings settings;

    Access(ConsoleSettings settings) {
        this.settings = settings;
    }

    /** A decision. */
    sealed interface Decision {}

    /**
     * The console opens.
     *
     * @param who for the log: a user's name, what was given as a name beside the token, or {@code local}
     * @param ambient whether a browser sends what has opened it by itself, so that another site could make it do so
     */
    record Open(String who, boolean ambient) implements Decision {}

    /**
     * It stays closed.
     *
     * @param reason for the log, without anything secret
     * @param asks whether a token would open it
     */
    record Closed(String reason, boolean asks) implements Decision {}

    Decision decide(HttpServletRequest request) {
        Optional<String> role = settings.role();
        if (role.isPresent() && request.isUserInRole(role.get())) {
            Principal user = request.getUserPrincipal();
            return new Open(user == null ? "a user in role" : user.getName(), true);
        }
        Optional<String> token;
        try {
            token = Token.configured(settings);
        } catch (Token.UnusableException e) {
            return new Closed(String.valueOf(e.getMessage()), false);
        }
        if (token.isPresent()) {
            return byToken(request, token.get());
        }
        if (role.isPresent()) {
            return new Closed("the user is not in the role", false);
        }
        return DirectConnection.doubt(request)
                .<Decision>map(doubt -> new Closed(doubt, false))
                .orElseGet(() -> new Open("local", true));
    }

    private static Decision byToken(HttpServletRequest request, String token) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return new Closed("no token", true);
        }
        Optional<Token.Brought> brought = Token.brought(authorization);
        if (brought.isPresent() && Token.equal(brought.get().token(), token)) {
            String name = brought.get().name();
            boolean bearer = name.isEmpty();
            return new Open(bearer ? "token" : name, !authorization.regionMatches(true, 0, "Bearer ", 0, 7));
        }
        return new Closed("a wrong token", true);
    }
}
