package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.console.ConsoleLauncher;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The contracts once more, on the newest JDK of this machine and on virtual threads. The build may run on a JDK that has
 * none, so they run in a JVM of their own, on this one's class path.
 */
public abstract class VirtualThreadsContract {
    /** Where that run's reports go, beside Surefire's own. */
    public static final Path REPORTS = Path.of("target", "virtual-threads-reports");

    private static final int LIMIT_MINUTES = 8;

    /** The classes with the contracts to run. */
    protected abstract List<Class<?>> contracts();

    @Test
    @Timeout(value = LIMIT_MINUTES + 1, unit = TimeUnit.MINUTES)
    void allThatIsPromisedHoldsOnVirtualThreads() throws Exception {
        Optional<NewestJdk> jdk = NewestJdk.withVirtualThreads();
        assumeTrue(
                jdk.isPresent(),
                "no JDK " + NewestJdk.FIRST_WITH_VIRTUAL_THREADS + " or later found: set JAVA_HOME_21 to one");
        Path reports = emptied(REPORTS);
        Path output = reports.resolve("output.txt");

        Process run = new ProcessBuilder(command(jdk.get(), reports))
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
        assertThat(counts.failed)
                .as("failed on " + jdk.get() + ", see " + output)
                .isEmpty();
        assertThat(run.exitValue()).as("exit, see " + output).isZero();
        assertThat(counts.passed).as("ran on " + jdk.get() + ", see " + output).isPositive();
    }

    private List<String> command(NewestJdk jdk, Path reports) {
        List<String> command = new ArrayList<>(List.of(
                jdk.java().toString(),
                "-D" + ThreadsUnderTest.VIRTUAL + "=true",
                "-Djdk.httpclient.redirects.retrylimit=1",
                // As in the build itself.
                "-XX:SoftRefLRUPolicyMSPerMB=0"));
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
                "--reports-dir=" + reports));
        contracts().forEach(type -> command.add("--select-class=" + type.getName()));
        return command;
    }

    private static Path emptied(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> old = Files.list(directory)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        return directory.toAbsolutePath();
    }

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
                failed.add(one.getAttribute("classname") + "." + one.getAttribute("name"));
            } else if (!has(one, "skipped")) {
                passed++;
            }
        }
        return new Counts(passed, failed);
    }

    private static boolean has(Element one, String child) {
        return one.getElementsByTagName(child).getLength() > 0;
    }
}
