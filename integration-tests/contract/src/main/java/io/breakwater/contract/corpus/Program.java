package io.breakwater.contract.corpus;

import io.breakwater.contract.FilterEntry;
import io.breakwater.contract.ServletEntry;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A small program and how it is visited. Immutable; the {@code with} methods give changed copies. It is served under a path of
 * its own, {@code /programs/NAME/*}, in an app that holds all programs.
 */
public final class Program {
    static final String CUT_ON_UNDERTOW =
            "Undertow takes what has begun for whole, whatever is thrown: it is broken off, or a cut answer would pass for whole";
    static final String FLUSHED_ON_UNDERTOW =
            "its forward flushes a response that any filter has wrapped, before it closes it";
    static final String FLUSH_KEPT_BACK = "a flush is kept back with the rest";

    private static final Set<DispatcherType> USUAL = Set.of(DispatcherType.REQUEST, DispatcherType.ASYNC);

    private record Layer(Supplier<Filter> filter, boolean outside, Set<DispatcherType> dispatchers) {}

    private final String name;
    private final Subject subject;
    private final Map<String, Subject> others = new HashMap<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, String> exceptions = new HashMap<>();
    private final Set<String> exceptByWrappers = new HashSet<>();
    private final Map<String, String> freeFraming = new HashMap<>();
    // Set in a copy before anybody has it.
    private boolean parts;
    private Set<DispatcherType> guardedDispatches = USUAL;
    private List<RawRequest> visits = List.of(RawRequest.get("/"));
    private boolean failing;
    private boolean connectionCompared = true;

    private Program(String name, Subject subject) {
        this.name = name;
        this.subject = subject;
    }

    /** A program that is visited by one GET. */
    public static Program of(String name, Subject subject) {
        return new Program(name, subject);
    }

    private Program changed(Consumer<Program> change) {
        Program copy = new Program(name, subject);
        copy.others.putAll(others);
        copy.layers.addAll(layers);
        copy.exceptions.putAll(exceptions);
        copy.exceptByWrappers.addAll(exceptByWrappers);
        copy.freeFraming.putAll(freeFraming);
        copy.parts = parts;
        copy.guardedDispatches = guardedDispatches;
        copy.visits = visits;
        copy.failing = failing;
        copy.connectionCompared = connectionCompared;
        change.accept(copy);
        return copy;
    }

    /** With another servlet beside it, at the path that {@link #pathOf} gives for that key. */
    public Program with(String key, Subject other) {
        return changed(copy -> copy.others.put(key, other));
    }

    /** The path of that other servlet within the context, for a request that the program's own servlet serves. */
    public static String pathOf(HttpServletRequest request, String key) {
        return request.getServletPath() + "." + key;
    }

    /** With a filter outside the guard, mapped for those dispatches; of several, the first is the outermost. */
    public Program outside(Supplier<Filter> filter, DispatcherType... dispatchers) {
        return changed(copy -> copy.layers.add(new Layer(filter, true, Set.of(dispatchers))));
    }

    /** With a filter behind the guard, mapped for those dispatches. */
    public Program inside(Supplier<Filter> filter, DispatcherType... dispatchers) {
        return changed(copy -> copy.layers.add(new Layer(filter, false, Set.of(dispatchers))));
    }

    /** With the guard mapped for those dispatches instead of REQUEST and ASYNC. */
    public Program guardedFor(DispatcherType... dispatchers) {
        return changed(copy -> copy.guardedDispatches = Set.of(dispatchers));
    }

    /** Visited by these requests, each on a connection of its own; their targets are below the program's path. */
    public Program visitedBy(RawRequest... requests) {
        return changed(copy -> copy.visits = List.of(requests));
    }

    /** Ready for multipart forms. */
    public Program withParts() {
        return changed(copy -> copy.parts = true);
    }

    /** Which the guard rightly holds for a failure of the downstream's or the client's; any other must report none. */
    public Program failing() {
        return changed(copy -> copy.failing = true);
    }

    /** Where it is a matter of luck whether the container keeps the connection. */
    public Program withAnyConnection() {
        return changed(copy -> copy.connectionCompared = false);
    }

    /** Whose answer behind the guard is another one on containers with that in their name, for that reason. */
    public Program except(String container, String reason) {
        return changed(copy -> copy.exceptions.put(container, reason));
    }

    /** The same where the guard only observes, too: its wrappers alone make the difference. */
    public Program exceptByWrappers(String container, String reason) {
        return changed(copy -> {
            copy.exceptions.put(container, reason);
            copy.exceptByWrappers.add(container);
        });
    }

    /** Which may be framed otherwise under the guard on containers with that in their name, for that reason. */
    public Program framedAnyhow(String container, String reason) {
        return changed(copy -> copy.freeFraming.put(container, reason));
    }

    // What the contract asks.

    String slug() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    String path() {
        return "/programs/" + slug();
    }

    List<RawRequest> visits() {
        return visits;
    }

    boolean mayFail() {
        return failing;
    }

    boolean isConnectionCompared() {
        return connectionCompared;
    }

    /** Why it differs there; empty where it must not. */
    Optional<String> exceptionOn(String container) {
        return reasonOn(container, exceptions);
    }

    /** The same where the guard only observes. */
    Optional<String> observedExceptionOn(String container) {
        return exceptionOn(container).filter(reason -> exceptByWrappers.stream().anyMatch(container::contains));
    }

    /** Why its framing is not compared there; empty where it is. */
    Optional<String> freeFramingOn(String container) {
        return reasonOn(container, freeFraming);
    }

    /** All that differs, by the names that the modes have where it is told. */
    void differences(String guarded, String always, String framing, Differences.Sink sink) {
        exceptions.forEach((container, why) ->
                sink.take(shown(container), exceptByWrappers.contains(container) ? always : guarded, why));
        freeFraming.forEach((container, why) -> sink.take(shown(container), framing, why));
    }

    private static String shown(String container) {
        return container.isEmpty() ? "all" : container;
    }

    private static Optional<String> reasonOn(String container, Map<String, String> reasons) {
        return reasons.entrySet().stream()
                .filter(entry -> container.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    Set<DispatcherType> guardedDispatches() {
        return guardedDispatches;
    }

    List<FilterEntry> filters(boolean outside) {
        List<FilterEntry> entries = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer.outside() == outside) {
                entries.add(FilterEntry.of(
                                slug() + (outside ? "-outside-" : "-inside-") + entries.size(),
                                layer.filter().get())
                        .at(path() + "/*")
                        .forDispatches(layer.dispatchers().toArray(DispatcherType[]::new)));
            }
        }
        return entries;
    }

    List<ServletEntry> servlets() {
        List<ServletEntry> entries = new ArrayList<>();
        entries.add(entry(path() + "/*", subject));
        others.forEach((key, other) -> entries.add(entry(path() + "." + key, other)));
        return entries;
    }

    private ServletEntry entry(String pattern, Subject served) {
        ServletEntry entry =
                ServletEntry.of(pattern, served.asServlet()).async().startedWithTheApp();
        return parts ? entry.withParts() : entry;
    }

    @Override
    public String toString() {
        return name;
    }
}
