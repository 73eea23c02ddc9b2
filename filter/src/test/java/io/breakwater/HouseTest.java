package io.breakwater;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Counts what makes the code easy or hard to find one's way in, holds the counts and prints them:
 * {@code mvn -pl filter test -Dtest=HouseTest}. A nested type counts with its owner.
 */
class HouseTest {

    /** What apps are meant to use, without {@code io.breakwater.}. Whatever else is public belongs below {@code internal}. */
    private static final String API =
            """
            Breakwater
            Breakwater$Builder
            BreakwaterFilter
            CorrelationIdFilter
            Deadline
            InjectionSwitch
            MaintenanceSwitch
            SettingsAtStart
            config.EffectiveValue
            config.ModuleSetting
            config.ModuleSetting$Kind
            config.Problem
            config.SettingChange
            config.SettingsException
            config.SettingsModule
            config.Sources
            fault.CircuitOpenException
            fault.Fault
            fault.FaultRule
            fault.LimitReachedException
            fault.Reach
            observe.AttemptReport
            observe.BreakerAdvisor
            observe.BreakerId
            observe.BreakerSteering
            observe.BreakerSteering$Word
            observe.BreakerTransition
            observe.DeadlineOverrun
            observe.EngineView
            observe.ExchangeListener
            observe.ExchangeReport
            observe.ExchangeReport$Ending
            observe.ExchangeReport$SuppressedAction
            observe.Incident
            observe.Incident$Kind
            observe.Injection
            observe.Maintenance
            observe.Maintenance$Source
            observe.RetryRefusal
            observe.RouteLimits
            observe.RouteStatus
            observe.SettingsReload
            page.Page
            page.PageFormat
            page.PageModel
            page.PageModel$Maintenance
            page.RenderedPage
            page.TemplateException
            route.RouteResolver
            """;

    private static final int LONG_FILE = 380;
    private static final int LONGEST_FILE = 400;
    private static final Path ROOT = Path.of("..");
    private static final String INTERNAL = "io.breakwater.internal.";

    private static final Pattern ROOM =
            Pattern.compile("(?m)^\\| `(?:internal\\.)?([\\w.]+)` \\|[^|]*\\| ([^|]+) \\|$");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.breakwater");

    @Test
    void noPackagesAreInACircle() {
        List<Set<String>> circles = circles(graph(CLASSES.stream().toList(), JavaClass::getPackageName));

        print("packages in circles", circles);
        assertThat(circles).isEmpty();
    }

    /** Loggers are everywhere, and so are the types of the API. */
    @Test
    void theArchitectureTellsWhatEachRoomUses() throws IOException {
        Map<String, Set<String>> used = graph(CLASSES.stream().toList(), HouseTest::room);
        used.values().forEach(rooms -> rooms.removeAll(Set.of("log", "")));
        used.remove("");

        Map<String, Set<String>> told = new TreeMap<>();
        ROOM.matcher(Files.readString(ROOT.resolve("docs/architecture.md")))
                .results()
                .forEach(row -> told.put(
                        row.group(1),
                        Stream.of(row.group(2).split(", ", -1))
                                .filter(room -> !room.equals("–"))
                                .collect(Collectors.toCollection(TreeSet::new))));

        assertThat(told).isEqualTo(used);
    }

    /** {@code io.breakwater}, what follows on {@code internal}, and empty for the other packages of the API. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(INTERNAL) ? name.substring(INTERNAL.length()) : name.equals("io.breakwater") ? name : "";
    }

    /**
     * The number of types in circles may only become smaller: lower it here when it does. The ten are an exchange and its attempts,
     * which know each other, in the classes that each is made of, with what all exchanges share.
     */
    @ParameterizedTest
    @CsvSource({"exchange, 10", "wrapper, 0", "container, 0", "watchdog, 0"})
    void noMoreTypesOfARoomAreInCircles(String room, int most) {
        Map<String, Set<String>> graph = graph(
                CLASSES.stream()
                        .filter(type -> type.getPackageName().equals(INTERNAL + room))
                        .toList(),
                HouseTest::owner);
        List<Set<String>> circles = circles(graph);
        int inCircles = circles.stream().mapToInt(Set::size).sum();

        print("%s: %d of %d types in circles".formatted(room, inCircles, graph.size()), circles);
        assertThat(inCircles).as("types in circles, %s", circles).isLessThanOrEqualTo(most);
    }

    @Test
    void whatIsPublicOutsideOfInternalIsTheListedApi() {
        Set<String> found = CLASSES.stream()
                .filter(type -> isPublic(type) && !type.getPackageName().startsWith(INTERNAL))
                .map(type -> type.getName().substring("io.breakwater.".length()))
                .collect(Collectors.toCollection(TreeSet::new));

        print("API: " + found.size() + " types", found);
        assertThat(found).containsExactlyElementsOf(new TreeSet<>(API.lines().toList()));
    }

    @Test
    void theApiTakesAndGivesTheApiOnly() {
        Set<String> leaks = new TreeSet<>();
        CLASSES.stream()
                .filter(type -> isPublic(type) && !type.getPackageName().startsWith(INTERNAL))
                .forEach(type -> Stream.of(
                                type.getMembers().stream()
                                        .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                                                || member.getModifiers().contains(JavaModifier.PROTECTED))
                                        .flatMap(member -> member.getAllInvolvedRawTypes().stream()),
                                Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream()))
                        .flatMap(Function.identity())
                        .filter(used -> used.getPackageName().startsWith(INTERNAL))
                        .forEach(used -> leaks.add(type.getName() + " shows " + used.getName())));

        print("API types that show internal ones", leaks);
        assertThat(leaks).isEmpty();
    }

    /** A file that is near the limit wants to be divided. */
    @Test
    void noFileIsTooLong() throws IOException {
        List<String> lengths = new ArrayList<>();
        List<String> tooLong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().contains("target"))
                    .forEach(file -> {
                        int lines = lines(file);
                        if (lines > LONG_FILE) {
                            lengths.add(lines + " " + ROOT.relativize(file));
                        }
                        if (lines > LONGEST_FILE) {
                            tooLong.add(lines + " " + ROOT.relativize(file));
                        }
                    });
        }

        print("files of more than " + LONG_FILE + " lines", lengths);
        assertThat(tooLong).isEmpty();
    }

    private static int lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return Math.toIntExact(lines.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(HouseTest::isPublic).orElse(true);
    }

    private static String owner(JavaClass type) {
        return type.getEnclosingClass().map(HouseTest::owner).orElse(type.getSimpleName());
    }

    /** What each node needs of the others. */
    private static Map<String, Set<String>> graph(Collection<JavaClass> types, Function<JavaClass, String> node) {
        Set<String> known = types.stream().map(JavaClass::getName).collect(Collectors.toSet());
        Map<String, Set<String>> graph = new TreeMap<>();
        for (JavaClass type : types) {
            Set<String> needs = graph.computeIfAbsent(node.apply(type), key -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .map(JavaClass::getBaseComponentType)
                    .filter(target -> known.contains(target.getName()))
                    .map(node)
                    .filter(target -> !target.equals(node.apply(type)))
                    .forEach(needs::add);
        }
        return graph;
    }

    /** The strongly connected components of more than one node: all that reach each other. */
    private static List<Set<String>> circles(Map<String, Set<String>> graph) {
        Map<String, Set<String>> reached = new TreeMap<>();
        graph.keySet().forEach(node -> reached.put(node, reachedFrom(node, graph)));
        return reached.entrySet().stream()
                .map(entry -> entry.getValue().stream()
                        .filter(other -> reached.getOrDefault(other, Set.of()).contains(entry.getKey()))
                        .collect(Collectors.<String, Set<String>>toCollection(TreeSet::new)))
                .filter(circle -> !circle.isEmpty())
                .distinct()
                .toList();
    }

    private static Set<String> reachedFrom(String start, Map<String, Set<String>> graph) {
        Set<String> reached = new TreeSet<>();
        List<String> open = new ArrayList<>(graph.getOrDefault(start, Set.of()));
        while (!open.isEmpty()) {
            String node = open.remove(open.size() - 1);
            if (reached.add(node)) {
                open.addAll(graph.getOrDefault(node, Set.of()));
            }
        }
        return reached;
    }

    /** For whoever runs it: the counts are its outcome. */
    private static void print(String what, Collection<?> found) {
        System.out.println(what + ": " + (found.isEmpty() ? "none" : ""));
        found.forEach(one -> System.out.println("  " + one));
    }
}
