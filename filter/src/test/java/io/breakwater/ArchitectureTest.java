package io.breakwater;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Holds the arrows between the rooms. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.breakwater");

    @Test
    void arrowsGoOneWay() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("root")
                .definedBy("io.breakwater")
                .layer("exchange")
                .definedBy("io.breakwater.internal.exchange")
                .layer("wrapper")
                .definedBy("io.breakwater.internal.wrapper")
                .layer("watchdog")
                .definedBy("io.breakwater.internal.watchdog")
                .layer("container")
                .definedBy("io.breakwater.internal.container")
                .layer("policy")
                .definedBy("io.breakwater.internal.policy")
                .layer("page")
                .definedBy("io.breakwater.internal.page")
                .layer("preview")
                .definedBy("io.breakwater.internal.preview")
                .layer("correlation")
                .definedBy("io.breakwater.internal.correlation")
                .layer("route")
                .definedBy("io.breakwater.internal.route")
                .layer("maintenance")
                .definedBy("io.breakwater.internal.maintenance")
                .layer("inject")
                .definedBy("io.breakwater.internal.inject")
                .layer("observe")
                .definedBy("io.breakwater.internal.observe")
                .layer("config")
                .definedBy("io.breakwater.internal.config")
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("exchange")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("wrapper")
                .mayOnlyBeAccessedByLayers("root", "exchange")
                .whereLayer("watchdog")
                .mayOnlyBeAccessedByLayers("root", "exchange", "wrapper")
                .whereLayer("container")
                .mayOnlyBeAccessedByLayers("root", "exchange", "wrapper", "watchdog")
                .whereLayer("policy")
                .mayOnlyBeAccessedByLayers("root", "exchange")
                .whereLayer("page")
                .mayOnlyBeAccessedByLayers("root", "exchange", "preview")
                .whereLayer("preview")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("correlation")
                .mayOnlyBeAccessedByLayers("root", "exchange", "wrapper")
                .whereLayer("route")
                .mayOnlyBeAccessedByLayers("root", "exchange")
                .whereLayer("maintenance")
                .mayOnlyBeAccessedByLayers("root", "exchange")
                .whereLayer("inject")
                .mayOnlyBeAccessedByLayers("root", "exchange", "wrapper")
                .whereLayer("observe")
                .mayOnlyBeAccessedByLayers("root", "exchange")
                .check(CLASSES);
    }

    /** By the sources: what reaches into a container does so by names. */
    @Test
    void noOtherRoomThatHandlesRequestsNamesAContainer() throws IOException {
        Pattern container =
                Pattern.compile("\"(org\\.eclipse\\.jetty|org\\.apache\\.(catalina|coyote)|io\\.undertow)\\.");
        Path sources = Path.of("src/main/java/io/breakwater");
        try (Stream<Path> files = Files.walk(sources)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.startsWith(sources.resolve("internal/container")))
                            // Clients of downstreams come from the same houses.
                            .filter(file -> !file.startsWith(sources.resolve("internal/fault")))
                            .filter(file -> container.matcher(read(file)).find()))
                    .isEmpty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void faultImportsTheJdkOnly() {
        classes()
                .that()
                .resideInAnyPackage("io.breakwater.fault", "io.breakwater.internal.fault")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.breakwater.fault", "io.breakwater.internal.fault", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void onlyPolicyAndTheBuilderKnowResilience4j() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.breakwater.internal.policy", "io.breakwater")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.resilience4j..")
                .check(CLASSES);
    }

    /** An app that keeps no answers has no such jar. */
    @Test
    void onlyOneStoreKnowsCaffeine() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("CaffeineStore")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.benmanes..")
                .check(CLASSES);
    }

    @Test
    void onlyTheRoomsThatGuardRequestsKnowServlets() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.breakwater",
                        "io.breakwater.route",
                        "io.breakwater.internal.exchange",
                        "io.breakwater.internal.wrapper",
                        "io.breakwater.internal.container",
                        "io.breakwater.internal.watchdog",
                        "io.breakwater.internal.correlation",
                        "io.breakwater.internal.route")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void theLogKnowsNoOtherRoom() {
        classes()
                .that()
                .resideInAPackage("io.breakwater.internal.log")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.breakwater.internal.log", "org.slf4j..", "org.jspecify..")
                .check(CLASSES);
    }

    /** Else its WARNs would be lost in an app without a provider of SLF4J. */
    @Test
    void everyRoomGetsItsLoggersFromThere() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.breakwater.internal.log")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(LoggerFactory.class)
                .check(CLASSES);
    }

    @Test
    void nothingButTheCommandLineSpeaksThroughTheConsole() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.breakwater.Main")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }
}
