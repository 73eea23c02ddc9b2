package io.breakwater.internal.page;

import io.breakwater.page.PageModel;
import java.util.Optional;
import java.util.regex.Pattern;

/** Returns the downstream's name if anyone may see it: a name for people, never an address. */
final class PublicName {

    private static final int MAX_LENGTH = 64;

    /** A name of labels with dots, or an IPv4 address. Possessive, so that it never backtracks. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)++\\.?");

    private PublicName() {}

    /** Returns the name of the model's downstream; empty when it has none, or when the name may be an address. */
    static Optional<String> of(PageModel model) {
        return model.downstream().map(String::strip).filter(PublicName::isName);
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().noneMatch(c -> c == ':' || c == '/' || c == '\\' || c == '@' || c == '[')
                && !text.equalsIgnoreCase("localhost")
                && !HOST.matcher(text).matches();
    }
}
