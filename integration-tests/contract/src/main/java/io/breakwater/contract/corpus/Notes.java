package io.breakwater.contract.corpus;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a program has noticed on one visit: exceptions it saw, what its request and response said. Thread-safe. */
public final class Notes {
    /** The header that tells the visits apart: what the guard takes for the correlation id. */
    static final String VISIT = "X-Request-ID";

    /** The app's attribute that holds the book of them. */
    static final String BOOK = Notes.class.getName();

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Notes() {}

    /** For a new app. */
    static Map<String, Notes> newBook() {
        return new ConcurrentHashMap<>();
    }

    /** Those of the visit that the request belongs to; to be taken while it is alive. */
    public static Notes of(HttpServletRequest request) {
        return of(request.getServletContext(), Objects.requireNonNullElse(request.getHeader(VISIT), "none"));
    }

    @SuppressWarnings("unchecked") // put there by newBook()
    private static Notes of(ServletContext context, String visit) {
        Map<String, Notes> book =
                (Map<String, Notes>) Objects.requireNonNull(context.getAttribute(BOOK), "no book of notes");
        return in(book, visit);
    }

    static Notes in(Map<String, Notes> book, String visit) {
        return book.computeIfAbsent(visit, key -> new Notes());
    }

    /** Adds a line; not one that differs from run to run. */
    public void add(String line) {
        lines.add(line);
    }

    /** Adds what {@code work} throws, by its kind, or that it throws nothing. */
    @SuppressWarnings("IllegalCatch") // whatever it is, it is to be compared
    public void outcomeOf(String what, Work work) {
        try {
            work.run();
            add(what + ": done");
        } catch (Throwable t) {
            add(what + ": " + t.getClass().getSimpleName());
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Something that may fail. */
    @FunctionalInterface
    public interface Work {
        /** Does it. */
        void run() throws Exception;
    }
}
