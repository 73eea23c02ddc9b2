package io.breakwater.operations;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the arrows between this module and the filter, and between the rooms of this module. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.breakwater.operations");

    /** The filter's API types, the Servlet API, loggers and the JDK; Micrometer for the metrics alone. */
    @Test
    void operationsKnowsTheApiOfTheFilterAndNothingElse() {
        noClasses()
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "io.breakwater.operations..",
                        "io.breakwater",
                        "io.breakwater.config",
                        "io.breakwater.fault",
                        "io.breakwater.observe",
                        "io.breakwater.page",
                        "io.breakwater.route",
                        "io.micrometer.core.instrument..",
                        "jakarta.servlet..",
                        "java..",
                        "javax.crypto..",
                        "javax.net.ssl",
                        "javax.security.auth.x500",
                        "org.jspecify.annotations",
                        "org.slf4j")))
                .check(CLASSES);
    }

    @Test
    void onlyTheMetricsKnowMicrometer() {
        noClasses()
                .that(not(resideInAPackage("io.breakwater.operations.metrics")))
                .should()
                .dependOnClassesThat(resideInAPackage("io.micrometer.."))
                .allowEmptyShould(true) // as long as metrics are all there is
                .check(CLASSES);
    }

    @Test
    void noPackagesAreInACircle() {
        slices().matching("io.breakwater.(operations..)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
