package io.breakwater.internal.stale;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which header fields of a response are stored (RFC 9111, section 3.1). */
final class StoredFields {

    /** Of the connection, or of a proxy on the way (RFC 9110, section 7.6.1; RFC 9111, section 3.1). */
    private static final Set<String> NOT_KEPT = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authentication-info",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            // Told anew of each answer that is given.
            "age",
            "cache-status",
            "content-length",
            "date");

    private StoredFields() {}

    static List<Field> of(ResponseHead response) {
        Set<String> dropped = new HashSet<>(NOT_KEPT);
        response.find("Connection").map(Field::tokens).ifPresent(dropped::addAll);
        CacheControl control = response.cacheControl();
        dropped.addAll(control.fieldsOf("private"));
        dropped.addAll(control.fieldsOf("no-cache"));
        return response.fields().stream()
                .filter(field -> !dropped.contains(field.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** What is stored, brought up to date by a 304 (RFC 9111, section 3.2): what that does not name stays. */
    static List<Field> updated(List<Field> stored, ResponseHead notModified) {
        List<Field> all = new ArrayList<>(of(notModified));
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        // About a body that has not come.
        all.removeIf(field -> field.name().toLowerCase(Locale.ROOT).startsWith("content-"));
        all.forEach(field -> named.add(field.name()));
        stored.stream().filter(field -> !named.contains(field.name())).forEach(all::add);
        return List.copyOf(all);
    }

    static Optional<String> find(List<Field> fields, String name) {
        for (Field field : fields) {
            if (field.is(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }
}
