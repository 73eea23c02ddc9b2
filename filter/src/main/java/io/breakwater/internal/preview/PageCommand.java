package io.breakwater.internal.preview;

import io.breakwater.config.SettingsException;
import io.breakwater.fault.Fault;
import io.breakwater.internal.config.BreakwaterSettings;
import io.breakwater.internal.config.PageSettings;
import io.breakwater.internal.config.SettingsFiles;
import io.breakwater.internal.page.ErrorResponse;
import io.breakwater.page.PageFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The commands {@code page} and {@code serve-page}. Pages go to the one stream and everything else to the other, so that a page can be
 * written to a file by the shell.
 *
 * <p>Not thread-safe.
 */
public final class PageCommand {

    /** What the commands are called. */
    public static final Set<String> NAMES = Set.of("page", "serve-page");

    private static final int OK = 0;
    private static final int PROBLEMS = 1;
    private static final int MISUSED = 2;

    private static final String CONFIG = "--config";
    private static final String ROUTE = "--route";
    private static final String THEME = "--theme";
    private static final String STATUS = "--status";
    private static final String FAULT = "--fault";
    private static final String METHOD = "--method";
    private static final String LANG = "--lang";
    private static final String ACCEPT = "--accept";
    private static final String TO = "-o";
    private static final String PORT = "--port";
    private static final String MAINTENANCE = "--maintenance";
    private static final String STALE = "--stale";
    private static final String ALL = "--all";
    private static final String HELP = "--help";

    private static final int LAST_PORT = 65_535;

    private static final String USAGE =
            """
            usage: java -jar breakwater-filter-VERSION.jar page [OPTION]...
                       prints the page that a visitor would get, or writes all pages with --all -o DIR
                   java -jar breakwater-filter-VERSION.jar serve-page [OPTION]...
                       serves all pages on 127.0.0.1, and reads everything again when it changes
            both:  --config FILE      properties, several times for several files, the last one winning; else the defaults
                   --classpath DIR|JAR  where classpath: is looked for, beside each FILE
                   --route NAME       the route whose settings the page has; else the default route
                   --theme THEME      in place of the route's: harbour, plain, dusk or paper
            serve-page:
                   --port N           else one that is free
            page:  --fault NAME       what failed, as in docs/faults.md; connection_refused unless --status is given
                   --status 502|503|504  what the downstream answered itself; with --fault, the page's status
                   --maintenance      a planned break
                   --stale            an answer that was kept, with the line that says so
                   --method METHOD    of the request; GET
                   --lang TAG         what the visitor speaks; the first of page.languages
                   --accept RANGES    what the client accepts; text/html
                   -o FILE            where the page goes
                   --all -o DIR       all languages and stories, with an index.html
            """;

    private final Arguments args;
    private final PrintStream out;
    private final PrintStream messages;

    private PageCommand(Arguments args, PrintStream out, PrintStream messages) {
        this.args = args;
        this.out = out;
        this.messages = messages;
    }

    /**
     * Runs the command that {@code args} begins with; {@code serve-page} until the thread is interrupted.
     *
     * @param out where a page goes
     * @param messages where everything else goes
     * @return 0, or 1 when settings, template or words have problems, or 2 when it was called wrongly
     */
    public static int run(List<String> args, PrintStream out, PrintStream messages) {
        boolean serve = args.get(0).equals("serve-page");
        List<String> options = args.subList(1, args.size());
        if (options.contains(HELP)) {
            out.print(USAGE);
            return OK;
        }
        try {
            PageCommand command = new PageCommand(serve ? serveOptions(options) : pageOptions(options), out, messages);
            return serve ? command.serve() : command.page();
        } catch (MisuseException e) {
            messages.println(e.getMessage());
            return MISUSED;
        } catch (SettingsException e) {
            messages.println(e.getMessage());
            return PROBLEMS;
        } catch (IOException e) {
            messages.println("cannot be read or written: " + e);
            return MISUSED;
        }
    }

    private static Arguments serveOptions(List<String> options) {
        return Arguments.of(options, List.of(CONFIG, SettingsFiles.CLASSPATH, ROUTE, THEME, PORT), List.of());
    }

    private static Arguments pageOptions(List<String> options) {
        Arguments args = Arguments.of(
                options,
                List.of(CONFIG, SettingsFiles.CLASSPATH, ROUTE, THEME, FAULT, STATUS, METHOD, LANG, ACCEPT, TO),
                List.of(MAINTENANCE, STALE, ALL));
        if (args.has(ALL)) {
            args.refuse(
                    Set.of(FAULT, STATUS, METHOD, LANG, ACCEPT, MAINTENANCE, STALE), ALL, "which makes all of them");
            if (!args.has(TO)) {
                throw new MisuseException(ALL + " needs " + TO + " DIR");
            }
        }
        if (args.has(MAINTENANCE)) {
            args.refuse(Set.of(FAULT, STATUS, STALE), MAINTENANCE, "since nothing has failed then");
        }
        if (args.has(STALE)) {
            args.refuse(Set.of(FAULT, STATUS, METHOD, ACCEPT), STALE, "which is the app's own page");
        }
        return args;
    }

    private int page() throws IOException {
        return source().read((preview, warnings) -> {
            warnings.forEach(warning -> messages.println("WARN  " + warning));
            try {
                if (args.has(ALL)) {
                    all(preview);
                } else {
                    one(preview);
                }
            } catch (IOException e) {
                messages.println("cannot be written: " + e);
                return MISUSED;
            }
            preview.failures().stream().distinct().forEach(messages::println);
            return preview.failures().isEmpty() ? OK : PROBLEMS;
        });
    }

    private void all(Preview preview) throws IOException {
        Path directory = path(args.find(TO).orElseThrow());
        int pages = Gallery.write(preview, directory, Instant.now());
        messages.println(pages + " pages, to be seen in " + directory.resolve("index.html"));
    }

    private void one(Preview preview) throws IOException {
        Story story = story();
        String method = args.find(METHOD).orElse("GET");
        if (method.equals("HEAD") || !method.matches("[A-Za-z]+")) {
            throw new MisuseException(
                    METHOD + " " + method + " has no page; allowed: GET, POST and any other but HEAD");
        }
        Optional<String> language = args.find(LANG);
        language.filter(tag -> !preview.languages().contains(tag)).ifPresent(tag -> {
            throw MisuseException.unknown("the language", tag, preview.languages());
        });
        String accept = args.find(ACCEPT).orElse("text/html");
        ErrorResponse page = preview.response(
                story,
                method,
                name -> switch (name) {
                    case "Accept" -> accept;
                    case "Accept-Language" -> language.orElse(null);
                    default -> null;
                },
                Instant.now());
        if (page.format() == PageFormat.NONE) {
            messages.println("a client that accepts " + accept + " gets " + page.status() + " and no body");
        }
        Optional<String> file = args.find(TO);
        if (file.isPresent()) {
            Files.write(path(file.get()), page.body());
        } else {
            out.write(page.body());
        }
    }

    private int serve() throws IOException {
        PreviewSource source = source();
        // What is wrong now is told now; what goes wrong later is told in the browser.
        source.read((preview, warnings) -> {
            warnings.forEach(warning -> messages.println("WARN  " + warning));
            return preview;
        });
        try (PageServer server = PageServer.start(source, port())) {
            out.println(server.address());
            out.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // That is how it is ended.
            Thread.currentThread().interrupt();
        }
        return OK;
    }

    private PreviewSource source() {
        SettingsFiles files = new SettingsFiles(
                args.all(CONFIG),
                args.all(SettingsFiles.CLASSPATH).stream()
                        .map(PageCommand::path)
                        .toList());
        files.problem().ifPresent(problem -> {
            throw new MisuseException(problem);
        });
        List<String> themes = Arrays.stream(PageSettings.Theme.values())
                .map(theme -> theme.name().toLowerCase(Locale.ROOT))
                .toList();
        Optional<String> theme = args.find(THEME);
        theme.filter(name -> !themes.contains(name)).ifPresent(name -> {
            throw MisuseException.unknown("the theme", name, themes);
        });
        return new PreviewSource(files, args.find(ROUTE).orElse(BreakwaterSettings.DEFAULT_ROUTE), theme);
    }

    private Story story() {
        if (args.has(MAINTENANCE)) {
            return Story.planned();
        }
        if (args.has(STALE)) {
            return Story.stale();
        }
        Optional<Integer> status = args.find(STATUS).map(PageCommand::status);
        Fault fault = args.find(FAULT)
                .map(PageCommand::fault)
                .orElse(status.isPresent() ? Fault.DOWNSTREAM_STATUS : Fault.CONNECTION_REFUSED);
        return Story.of(fault, status.orElse(fault.status()));
    }

    private static Fault fault(String token) {
        return Story.faults().stream()
                .filter(fault -> fault.token().equals(token))
                .findFirst()
                .orElseThrow(() -> MisuseException.unknown(
                        "the fault",
                        token,
                        Story.faults().stream().map(Fault::token).toList()));
    }

    private static int status(String text) {
        return Story.STATUSES.stream()
                .filter(status -> status.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> MisuseException.unknown(
                        "the status",
                        text,
                        Story.STATUSES.stream().map(String::valueOf).toList()));
    }

    private int port() {
        String text = args.find(PORT).orElse("0");
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > LAST_PORT) {
            throw new MisuseException(PORT + " " + text + " is no port; allowed: 0 to " + LAST_PORT);
        }
        return Integer.parseInt(text);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new MisuseException(text + " is no path: " + e.getReason());
        }
    }
}
