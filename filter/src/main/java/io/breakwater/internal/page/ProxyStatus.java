package io.breakwater.internal.page;

import io.breakwater.fault.Fault;
import io.breakwater.page.PageModel;
import java.util.Optional;

/**
 * The {@code Proxy-Status} header (RFC 9209): a list of one token with parameters, serialised as in RFC 9651, section 4.1.
 * Thread-safe.
 */
final class ProxyStatus {

    /** The name of this proxy; RFC 9209, section 2 requires a name of the deployment or the software, not an address. */
    private static final String NAME = "breakwater";

    private static final int MAX_DETAILS = 200;

    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~:/";

    private final boolean details;

    /** @param details whether to add the cause, as {@code details} */
    ProxyStatus(boolean details) {
        this.details = details;
    }

    String value(PageModel model) {
        StringBuilder out = new StringBuilder(NAME);
        model.fault().flatMap(Fault::proxyStatusError).ifPresent(token -> out.append(";error=")
                .append(token));
        PublicName.of(model).ifPresent(publicName -> out.append(";next-hop=").append(item(publicName)));
        model.receivedStatus()
                .ifPresent(status -> out.append(";received-status=").append(status));
        cause(model).ifPresent(cause -> out.append(";details=").append(string(cause)));
        return out.toString();
    }

    private Optional<String> cause(PageModel model) {
        return details
                ? CauseDetails.describe(model).map(text -> text.substring(0, Math.min(text.length(), MAX_DETAILS)))
                : Optional.empty();
    }

    /** Returns a token or a string, which RFC 9209, section 2.1.2 both allows. */
    private static String item(String text) {
        return isToken(text) ? text : string(text);
    }

    private static boolean isToken(String text) {
        char first = text.charAt(0);
        return (Ascii.isLetter(first) || first == '*')
                && text.chars()
                        .allMatch(c -> Ascii.isLetter(c) || Ascii.isDigit(c) || TOKEN_PUNCTUATION.indexOf(c) >= 0);
    }

    private static String string(String text) {
        return '"' + Escape.header(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
