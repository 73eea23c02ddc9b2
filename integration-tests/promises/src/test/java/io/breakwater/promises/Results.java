package io.breakwater.promises;

import io.breakwater.contract.Promise;
import io.breakwater.contract.frameworks.FrameworksContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the tests of one container's module have reported. */
final class Results {
    /** How a promise fared: whether all its tests passed, of which there was at least one. */
    private final Map<Mode, Map<String, Boolean>> byMode = new EnumMap<>(Mode.class);

    /** Tests on virtual threads that failed at first and passed when they were run once more. */
    private Set<String> passedAgain = Set.of();

    private Results() {}

    /** Those in a module's directory; empty when it was not tested. */
    static Optional<Results> in(Path module) throws IOException {
        List<Path> blocking = reports(module.resolve("target/surefire-reports"));
        if (blocking.isEmpty()) {
            return Optional.empty();
        }
        Results results = new Results();
        for (Path report : blocking) {
            results.read(report, false);
        }
        Path virtual = module.resolve("target/virtual-threads-reports");
        results.passedAgain = passedIn(virtual.resolve("again"));
        for (Path report : reports(virtual)) {
            results.read(report, true);
        }
        return Optional.of(results);
    }

    /** What failed at first and then did not, as Surefire tells of in its own reports. */
    private static Set<String> passedIn(Path again) throws IOException {
        Set<String> passed = new HashSet<>();
        for (Path report : reports(again)) {
            tests(report).stream()
                    .filter(Results::hasPassed)
                    .map(Results::nameOf)
                    .forEach(passed::add);
        }
        return passed;
    }

    private static String nameOf(Element test) {
        return test.getAttribute("classname") + " " + test.getAttribute("name");
    }

    private static boolean hasPassed(Element test) {
        return !has(test, "failure") && !has(test, "error") && !has(test, "skipped");
    }

    private static List<Path> reports(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    private void read(Path report, boolean virtualThreads) throws IOException {
        for (Element test : tests(report)) {
            if (has(test, "skipped")) {
                continue;
            }
            boolean passed = hasPassed(test) || (virtualThreads && passedAgain.contains(nameOf(test)));
            promise(test).ifPresent(promise -> byMode.computeIfAbsent(
                            Mode.of(promise.in(), virtualThreads), it -> new TreeMap<>())
                    .merge(promise.value(), passed, Boolean::logicalAnd));
        }
    }

    /** What a test shows by its contract's annotation, or by its own; empty for a test of the module's own. */
    private static Optional<Promise> promise(Element test) {
        Class<?> contract;
        try {
            contract = Class.forName(test.getAttribute("classname"), false, Results.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
        if (contract.getPackage().equals(FrameworksContract.class.getPackage())) {
            // They have no row, and their methods can't be read without the frameworks.
            return Optional.empty();
        }
        String method = test.getAttribute("name").replace("()", "");
        return Optional.ofNullable(contract.getAnnotation(Promise.class))
                .or(() -> Arrays.stream(contract.getDeclaredMethods())
                        .filter(declared -> declared.getName().equals(method))
                        .map(declared -> declared.getAnnotation(Promise.class))
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    private static List<Element> tests(Path report) throws IOException {
        try {
            NodeList found = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            List<Element> tests = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                tests.add((Element) found.item(i));
            }
            return tests;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + " can't be read", e);
        }
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }

    /** The promises that were put to the test in a mode, and whether they hold. */
    Map<String, Boolean> of(Mode mode) {
        return byMode.getOrDefault(mode, Map.of());
    }
}
