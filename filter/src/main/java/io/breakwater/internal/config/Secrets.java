package io.breakwater.internal.config;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Hides what must not be in logs: passwords in URLs, and headers' values, whether the value is valid or not. */
public final class Secrets {

    private static final String HIDDEN = "***";

    /** Ends at the last at sign, because a password that was not escaped may contain a slash. */
    private static final Pattern USER_INFO = Pattern.compile("(:/+)\\S*@");

    /** As {@link #USER_INFO}, for a URL without its scheme. */
    private static final Pattern BARE_USER_INFO = Pattern.compile("^(?!mailto:)(\\w[\\w+.-]*:/+)?\\S*@");

    private Secrets() {}

    /** Returns a value as it may be shown. */
    public static String hide(String key, String value) {
        if (Modules.isSecret(key)) {
            return HIDDEN;
        }
        if (isOf(RouteBinding.HEADERS, key)) {
            return Arrays.stream(value.split(",", -1)).map(Secrets::header).collect(Collectors.joining(", "));
        }
        if (isOf(MaintenanceBinding.ALLOW, key)) {
            return Arrays.stream(value.split(",", -1)).map(Secrets::pass).collect(Collectors.joining(", "));
        }
        if (isOf(InjectBinding.HEADER, key)) {
            return value.equals(Parser.NONE) ? value : value.indexOf(':') < 0 ? HIDDEN : header(value);
        }
        boolean link = isOf(RouteBinding.DOWNSTREAM, key)
                || isOf(PageBinding.SUPPORT, key)
                || isOf(PageBinding.STATUS_PAGE, key);
        return link ? BARE_USER_INFO.matcher(value).replaceAll("$1" + HIDDEN + "@") : inText(value);
    }

    /** Returns a text, which may quote a value, as it may be shown. */
    public static String inText(String text) {
        return USER_INFO.matcher(text).replaceAll("$1" + HIDDEN + "@");
    }

    private static String header(String item) {
        int colon = item.indexOf(':');
        String name = (colon < 0 ? item : item.substring(0, colon)).strip();
        String shown = TextParsers.isHeaderName(name) ? name : HIDDEN;
        return colon < 0 ? shown : shown + ": " + HIDDEN;
    }

    /** An address is no secret; whatever else it is may be one, or be meant for one. */
    private static String pass(String item) {
        String text = item.strip();
        if (text.equals(Parser.NONE) || MaintenancePass.isAddress(text)) {
            return text;
        }
        return text.indexOf(':') < 0 ? HIDDEN : header(text);
    }

    private static boolean isOf(Setting<?> setting, String key) {
        return key.equals(setting.key()) || key.endsWith("." + setting.key());
    }
}
