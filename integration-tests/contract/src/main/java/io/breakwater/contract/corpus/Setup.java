package io.breakwater.contract.corpus;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.FilterEntry;
import io.breakwater.contract.GuardedApp;
import io.breakwater.contract.Reports;
import io.breakwater.contract.ServletEntry;
import io.breakwater.contract.VisibleResponse;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.client.Framing;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.ExchangeReport;
import jakarta.servlet.DispatcherType;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Containers that serve all programs, without the guard or behind one. */
final class Setup implements AutoCloseable {
    /** Some programs rightly answer nothing, and the connection stays. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** For all of them. */
    private static final Duration LONG = Duration.ofSeconds(50);

    private static final int ABREAST = 8;

    /** In one container: what Jetty takes to register them grows with the third power of their number. */
    private static final int TOGETHER = 300;

    private static final String CALM = "/calm";

    /** Lines of a stack in a container's own page, which are the more, and the page the longer, the more filters there are. */
    private static final Pattern STACK = Pattern.compile(
            "(?m)^\\s*(at |&#9;at |\\.\\.\\. \\d+ |[^\\s(]+\\((\\w+\\.java(:\\d+)?|Native Method|Unknown Source)\\)).*$\\R?");

    /** When an error page of Spring Boot's was made. */
    private static final Pattern MADE = Pattern.compile("(?<=\"timestamp\":\")[^\"]*|(?<=<div id='created'>)[^<]*");

    private static final Pattern SESSION = Pattern.compile("(?i)(JSESSIONID=)[^;\\s]+");

    private final List<ContainerUnderTest> containers = new ArrayList<>();
    private final Reports reports = new Reports();
    private final Map<String, Notes> book = Notes.newBook();
    private final ExecutorService visitors = Executors.newFixedThreadPool(ABREAST);
    private final Map<String, Future<Map<RawRequest, String>>> seen = new HashMap<>();
    private final Map<String, URI> uris = new HashMap<>();
    private final Optional<Breakwater> guard;

    private Setup(
            Supplier<ContainerUnderTest> container, List<Program> programs, Optional<Breakwater.Builder> builder) {
        guard = builder.map(settings -> settings.listener(reports).build());
        for (int from = 0; from < programs.size(); from += TOGETHER) {
            start(container.get(), programs.subList(from, Math.min(from + TOGETHER, programs.size())));
        }
    }

    private void start(ContainerUnderTest container, List<Program> programs) {
        containers.add(container);
        GuardedApp app = GuardedApp.empty()
                .withAttribute(Notes.BOOK, book)
                .with(new Lifetimes())
                .with(new AttributeChanges())
                .with(ServletEntry.of(CALM, Failing.not("calm").asServlet()));
        for (Program program : programs) {
            app = add(app, program, guard);
        }
        URI uri = container.start(app);
        programs.forEach(program -> uris.put(program.slug(), uri));
    }

    static Setup bare(Supplier<ContainerUnderTest> container, List<Program> programs) {
        return new Setup(container, programs, Optional.empty());
    }

    static Setup behind(Breakwater.Builder builder, Supplier<ContainerUnderTest> container, List<Program> programs) {
        return new Setup(container, programs, Optional.of(builder));
    }

    private static GuardedApp add(GuardedApp app, Program program, Optional<Breakwater> guard) {
        GuardedApp more = app;
        for (FilterEntry filter : program.filters(true)) {
            more = more.with(filter);
        }
        if (guard.isPresent()) {
            more = more.with(FilterEntry.of("guard-" + program.slug(), new BreakwaterFilter(guard.get()))
                    .at(program.path() + "/*")
                    .forDispatches(program.guardedDispatches().toArray(DispatcherType[]::new)));
        }
        for (FilterEntry filter : program.filters(false)) {
            more = more.with(filter);
        }
        for (ServletEntry servlet : program.servlets()) {
            more = more.with(servlet);
        }
        return more;
    }

    /** Begins to visit every program, a few at a time; the visits of one follow each other. */
    void visitAll(List<Program> programs) {
        for (Program program : programs) {
            Map<RawRequest, String> answers = new LinkedHashMap<>();
            seen.put(program.slug(), visitors.submit(() -> {
                program.visits().forEach(visit -> answers.put(visit, visit(program, visit, id(program, visit))));
                return answers;
            }));
        }
    }

    /** All that a visitor saw, as text. */
    String seen(Program program, RawRequest visit) {
        try {
            return Objects.requireNonNull(Objects.requireNonNull(seen.get(program.slug()))
                    .get(LONG.toSeconds(), TimeUnit.SECONDS)
                    .get(visit));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(program + " could not be visited", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The visit's, which is its correlation id, too. */
    static String id(Program program, RawRequest visit) {
        return program.slug() + "-" + program.visits().indexOf(visit);
    }

    /** Visits once more, under another id. */
    String visit(Program program, RawRequest request, String id) {
        RawRequest visit = new RawRequest(
                        request.method(), program.path() + request.target(), request.headers(), request.body())
                .with(Notes.VISIT, id);
        boolean framed = program.freeFramingOn(containers.get(0).name()).isEmpty();
        URI uri = Objects.requireNonNull(uris.get(program.slug()));
        try (RawClient client = RawClient.to(uri, PATIENCE)) {
            RawResponse seen = client.exchange(visit);
            String body = STACK.matcher(seen.body().utf8()).replaceAll("");
            boolean stackless = body.equals(seen.body().utf8());
            String outside = VisibleResponse.of(seen, framed && stackless, body);
            outside = MADE.matcher(outside).replaceAll("some time");
            outside = SESSION.matcher(outside).replaceAll("$1some").replace(uri.getAuthority(), "the.server");
            return seen.interim()
                    + outside
                    + (program.isConnectionCompared() ? "\nconnection " + connection(client, seen) : "");
        }
    }

    /** Whether the connection serves on. */
    private static String connection(RawClient client, RawResponse seen) {
        if (!seen.whole() || seen.framing() == Framing.UNTIL_CLOSE) {
            return "over";
        }
        try {
            RawResponse next = client.exchange(RawRequest.get(CALM));
            return next.statusLine().isEmpty() ? "closed" : "kept";
        } catch (UncheckedIOException e) {
            return "closed";
        }
    }

    /** What the program noted on that visit, so far. */
    List<String> notes(String id) {
        return Notes.in(book, id).lines();
    }

    /** What the guard has told of that visit, so far. */
    Optional<ExchangeReport> report(String id) {
        return reports.all().stream()
                .filter(report -> report.correlationId().equals(id))
                .findFirst();
    }

    @Override
    public void close() {
        visitors.shutdownNow();
        containers.forEach(ContainerUnderTest::close);
    }
}
