package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.breakwater.contract.frameworks.FrameworksContract;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.console.ConsoleLauncher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The contracts once more, on the newest JDK of this machine and on virtual threads. The build may run on a JDK that has
 * none, so they run in a JVM of their own, on this one's class path.
 */
@Tag(VirtualThreadsContract.LEFT_OUT)
public class VirtualThreadsContract {
    /** Where that run's reports go, beside Surefire's own. */
    public static final Path REPORTS = Path.of("target", "virtual-threads-reports");

    /**
     * The tag of contracts that mostly wait, or that are about something else, so that it makes no difference where threads come
     * from: left out for the sake of the build's time.
     */
    public static final String LEFT_OUT = "not-on-virtual-threads";

    private static final int LIMIT_MINUTES = 25;
    private static final Pattern UNIQUE_ID = Pattern.compile("(?m)^unique-id: (.+)$");
    private static final Logger LOG = LoggerFactory.getLogger(VirtualThreadsContract.class);

    @Test
    @Timeout(value = 2 * LIMIT_MINUTES + 1, unit = TimeUnit.MINUTES)
    void allThatIsPromisedHoldsOnVirtualThreads() throws Exception {
        Optional<NewestJdk> jdk = NewestJdk.withVirtualThreads();
        assumeTrue(
                jdk.isPresent(),
                "no JDK " + NewestJdk.FIRST_WITH_VIRTUAL_THREADS + " or later found: set JAVA_HOME_21 to one");
        Path reports = emptied(REPORTS);

        Counts all = run(
                jdk.get(),
                reports,
                Stream.of(
                        "--scan-class-path=" + contracts(),
                        "--include-classname=.+Contract",
                        "--exclude-package=" + FrameworksContract.class.getPackageName()));
        assertThat(all.passed).as("ran on " + jdk.get() + ", see " + reports).isPositive();
        if (!all.failed.isEmpty()) {
            // As the build does with its own tests, each that failed is run once more, and told of.
            LOG.warn("failed on {} at first: {}", jdk.get(), all.failed);
            Counts again = run(
                    jdk.get(),
                    emptied(reports.resolve("again")),
                    all.failed.stream().map(id -> "--select-unique-id=" + id));
            assertThat(again.failed)
                    .as("failed twice on " + jdk.get() + ", see " + reports)
                    .isEmpty();
        }
    }

    /** The jar, or the directory, that has the contracts. */
    private static Path contracts() throws URISyntaxException {
        return Path.of(VirtualThreadsContract.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static Counts run(NewestJdk jdk, Path reports, Stream<String> selection) throws Exception {
        Path output = reports.resolve("output.txt");
        List<String> command = command(jdk, reports);
        selection.forEach(command::add);
        Process run = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(run.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES))
                    .as("ended in time, see " + output)
                    .isTrue();
        } finally {
            run.destroyForcibly();
        }
        Counts counts = count(reports);
        assertThat(run.exitValue() == 0).as("exit, see " + output).isEqualTo(counts.failed.isEmpty());
        return counts;
    }

    private static List<String> command(NewestJdk jdk, Path reports) {
        List<String> command = new ArrayList<>(List.of(
                jdk.java().toString(),
                "-D" + ThreadsUnderTest.VIRTUAL + "=true",
                "-Djdk.httpclient.redirects.retrylimit=1"));
        // As in the build itself.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:"))
                .forEach(command::add);
        for (String passedOn : List.of("chaos.seconds", "chaos.seed")) {
            Optional.ofNullable(System.getProperty(passedOn)).ifPresent(it -> command.add("-D" + passedOn + "=" + it));
        }
        command.addAll(List.of(
                "-cp",
                // Surefire may have put the class path into a jar's manifest.
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ConsoleLauncher.class.getName(),
                "execute",
                "--disable-banner",
                "--disable-ansi-colors",
                "--details=tree",
                "--fail-if-no-tests",
                "--exclude-tag=" + LEFT_OUT,
                "--reports-dir=" + reports));
        return command;
    }

    private static Path emptied(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> old = Files.list(directory)) {
            for (Path file : old.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        return directory.toAbsolutePath();
    }

    /** The failed ones by their unique ids. */
    private record Counts(int passed, List<String> failed) {}

    private static Counts count(Path reports) throws Exception {
        int passed = 0;
        List<String> failed = new ArrayList<>();
        NodeList cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(reports.resolve("TEST-junit-jupiter.xml").toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element one = (Element) cases.item(i);
            if (has(one, "failure") || has(one, "error")) {
                failed.add(uniqueId(one));
            } else if (!has(one, "skipped")) {
                passed++;
            }
        }
        return new Counts(passed, failed);
    }

    private static String uniqueId(Element one) {
        Matcher matcher = UNIQUE_ID.matcher(one.getTextContent());
        if (!matcher.find()) {
            throw new IllegalStateException("no unique id of " + one.getAttribute("name"));
        }
        return matcher.group(1);
    }

    private static boolean has(Element one, String child) {
        return one.getElementsByTagName(child).getLength() > 0;
    }
}
