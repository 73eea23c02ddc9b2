package io.breakwater.fleet;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the arrows between this module and the others, and between its rooms. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.breakwater.fleet");

    @Test
    void theFleetKnowsTheApiOfTheFilterAndWhatTheConsoleWantsToKnow() {
        noClasses()
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "io.breakwater.fleet..",
                        "io.breakwater.config",
                        "io.breakwater.fault",
                        "io.breakwater.observe",
                        "io.breakwater.operations.replicas",
                        "io.lettuce..",
                        "io.netty.util.concurrent",
                        "java..",
                        "org.jspecify.annotations",
                        "org.slf4j")))
                .check(CLASSES);
    }

    @Test
    void onlyTheConnectionKnowsLettuce() {
        noClasses()
                .that(not(resideInAPackage("io.breakwater.fleet.redis")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.lettuce..", "io.netty.."))
                .check(CLASSES);
    }

    @Test
    void noPackagesAreInACircle() {
        slices().matching("io.breakwater.(fleet..)").should().beFreeOfCycles().check(CLASSES);
    }
}
