package io.breakwater.internal.stale;

import io.breakwater.internal.config.StaleSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers that a route keeps, to give them in place of a page. Thread-safe. */
public final class StaleAnswers {

    /** An answer that was kept so recently is not copied again: under load, that would cost what nobody can tell from it. */
    static final Duration RECENT = Duration.ofSeconds(1);

    private final StaleSettings settings;
    private final AnswerStore store;
    private final ByteBudget copies;
    private final InstantSource clock;

    StaleAnswers(StaleSettings settings, AnswerStore store, ByteBudget copies, InstantSource clock) {
        this.settings = settings;
        this.store = store;
        this.copies = copies;
        this.clock = clock;
    }

    /** Returns whether a given HTML answer says how old it is. */
    public boolean hasBanner() {
        return settings.banner();
    }

    /** Begins the copy of the answer to a request; null when none may be kept, whatever it is. */
    public @Nullable AnswerCopy copyFor(RequestHead request) {
        return Storability.mayBeStored(request)
                ? new AnswerCopy(this, request, clock.instant(), new BodyBytes(copies, settings.maxEntryBytes()))
                : null;
    }

    /** Returns whether an answer may be kept, by all that its head says. */
    public boolean mayBeKept(RequestHead request, ResponseHead visible) {
        return Storability.of(request, visible, settings.waivers()) == Storability.STORABLE;
    }

    /** Returns whether an answer is to be kept: it may be, and what is there is not as good. */
    boolean keeps(RequestHead request, ResponseHead visible) {
        // In this order: most answers are like the one that is there, and a look at that is cheaper than the
        // directives.
        return store.find(request).filter(known -> isAsGood(known, visible)).isEmpty() && mayBeKept(request, visible);
    }

    private boolean isAsGood(StoredAnswer known, ResponseHead latest) {
        return Duration.between(known.stored(), clock.instant()).compareTo(RECENT) < 0
                && known.find("ETag").equals(latest.find("ETag"))
                && known.find("Last-Modified").equals(latest.find("Last-Modified"));
    }

    void keep(RequestHead request, ResponseHead head, BodyBytes body, Instant asked) {
        byte[] whole = body.whole();
        if (whole != null) {
            store.put(request.uri(), StoredAnswer.of(request, head, whole, asked, clock.instant()));
        }
    }

    /** The downstream has said, by a 304, that what the client has is still right; if it is what is kept, so is that. */
    public void confirm(RequestHead request, ResponseHead notModified) {
        if (!Storability.mayBeStored(request)) {
            return;
        }
        Instant now = clock.instant();
        store.find(request)
                .filter(known -> isOfSame(known, notModified))
                .map(known -> known.confirmedBy(notModified, now, now))
                .filter(known -> mayBeKept(request, new ResponseHead(known.status(), known.fields())))
                .ifPresent(known -> store.put(request.uri(), known));
    }

    /** By a strong validator (RFC 9111, section 4.3.4). */
    private static boolean isOfSame(StoredAnswer known, ResponseHead notModified) {
        Optional<String> tag = notModified.find("ETag").filter(value -> !value.startsWith("W/"));
        return tag.isPresent() && tag.equals(known.find("ETag"));
    }

    /** What is at a URI has been changed (RFC 9111, section 4.4). */
    public void invalidate(String uri) {
        store.remove(uri);
    }

    /** Returns the answer that may be given to a request whose downstream has failed. */
    public Optional<StoredAnswer> find(RequestHead request) {
        if (!request.method().equals("GET") && !request.isHead()) {
            return Optional.empty();
        }
        return store.find(request)
                .filter(known -> Reuse.of(known, request, settings.maxAge(), settings.waivers(), clock.instant())
                        == Reuse.USABLE);
    }

    /** Returns the response that gives {@code stored} to the request. */
    public GivenAnswer give(StoredAnswer stored, RequestHead request, CacheStatus.Forwarded forwarded) {
        return GivenAnswer.of(stored, request, forwarded, clock.instant());
    }
}
