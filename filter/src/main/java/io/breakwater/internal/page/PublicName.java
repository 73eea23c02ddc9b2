package io.breakwater.internal.page;

import io.breakwater.page.PageModel;
import java.util.Optional;
import java.util.regex.Pattern;

/** The downstream's name as far as it may be told to anyone: what people call it, never where it is. */
final class PublicName {

    private static final int MAX_LENGTH = 64;

    /** A name of labels with dots, and IPv4 addresses with it. Possessive, so that no input makes it try twice. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)++\\.?");

    private PublicName() {}

    /** The name of the model's downstream; empty when it has none or when what it has could be an address. */
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
