package io.breakwater.internal.config;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What of a value people may read who read logs: no password in a URL, and no header's value, well written or not. */
public final class Secrets {

    private static final String HIDDEN = "***";

    /** Up to the last at sign, since a password that was not escaped may have a slash in it. */
    private static final Pattern USER_INFO = Pattern.compile("(:/+)\\S*@");

    /** The same where the scheme was forgotten. */
    private static final Pattern BARE_USER_INFO = Pattern.compile("^(?!mailto:)(\\w[\\w+.-]*:/+)?\\S*@");

    private Secrets() {}

    /** A value as it may be shown. */
    public static String hide(String key, String value) {
        if (isOf(RouteBinding.HEADERS, key)) {
            return Arrays.stream(value.split(",", -1)).map(Secrets::header).collect(Collectors.joining(", "));
        }
        boolean link = isOf(RouteBinding.DOWNSTREAM, key)
                || isOf(PageBinding.SUPPORT, key)
                || isOf(PageBinding.STATUS_PAGE, key);
        return link ? BARE_USER_INFO.matcher(value).replaceAll("$1" + HIDDEN + "@") : inText(value);
    }

    /** A text that may quote a value. */
    public static String inText(String text) {
        return USER_INFO.matcher(text).replaceAll("$1" + HIDDEN + "@");
    }

    private static String header(String item) {
        int colon = item.indexOf(':');
        String name = (colon < 0 ? item : item.substring(0, colon)).strip();
        String shown = TextParsers.isHeaderName(name) ? name : HIDDEN;
        return colon < 0 ? shown : shown + ": " + HIDDEN;
    }

    private static boolean isOf(Setting<?> setting, String key) {
        return key.equals(setting.key()) || key.endsWith("." + setting.key());
    }
}
