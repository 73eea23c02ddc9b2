package io.breakwater.internal.stale;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A response in the store. Immutable.
 *
 * @param status the status
 * @param fields what is kept of its head
 * @param body the body as it was written, in its content coding; nobody changes it
 * @param selection the request headers that it was chosen by
 * @param control its directives
 * @param date when it was made, by its own word
 * @param stored when it came
 * @param initialAgeSeconds how old it was then
 * @param lifetimeSeconds for how long it is fresh, from when it was made
 */
@SuppressWarnings("ArrayRecordComponent") // written straight to responses; compared by nobody
public record StoredAnswer(
        int status,
        List<Field> fields,
        byte[] body,
        Selection selection,
        CacheControl control,
        Instant date,
        Instant stored,
        long initialAgeSeconds,
        long lifetimeSeconds) {

    /** About what the objects around take, so that small answers do not come free. */
    private static final int OBJECTS = 480;

    private static final int OBJECTS_PER_FIELD = 112;

    /** Makes one of a response that may be stored. */
    static StoredAnswer of(RequestHead request, ResponseHead response, byte[] body, Instant asked, Instant now) {
        List<Field> fields = StoredFields.of(response);
        return new StoredAnswer(
                response.status(),
                fields,
                body,
                Selection.of(StoredFields.find(fields, "Vary"), request),
                response.cacheControl(),
                Freshness.dateOf(response, now),
                now,
                Freshness.initialAgeSeconds(response, asked, now),
                Freshness.lifetimeSeconds(response, now));
    }

    /** The same, which a 304 has said is still right (RFC 9111, section 4.3.4). */
    StoredAnswer confirmedBy(ResponseHead notModified, Instant asked, Instant now) {
        ResponseHead head = new ResponseHead(status, StoredFields.updated(fields, notModified));
        return new StoredAnswer(
                status,
                head.fields(),
                body,
                selection,
                head.cacheControl(),
                Freshness.dateOf(notModified, now),
                now,
                Freshness.initialAgeSeconds(notModified, asked, now),
                Freshness.lifetimeSeconds(head, now));
    }

    Optional<String> find(String name) {
        return StoredFields.find(fields, name);
    }

    /** Returns its age (RFC 9111, section 4.2.3). */
    long ageSeconds(Instant now) {
        return initialAgeSeconds + Math.max(0, Duration.between(stored, now).toSeconds());
    }

    /** Returns for how long it is still fresh; below zero, for how long it has not been. */
    long freshForSeconds(Instant now) {
        return lifetimeSeconds - ageSeconds(now);
    }

    /** Returns about how much of the heap it takes. */
    int bytes() {
        int chars = selection.chars();
        for (Field field : fields) {
            chars += field.name().length() + field.value().length() + OBJECTS_PER_FIELD;
        }
        return OBJECTS + chars + body.length;
    }
}
