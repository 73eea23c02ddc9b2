package io.breakwater;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
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
                .layer("watchdog")
                .definedBy("io.breakwater.internal.watchdog")
                .layer("container")
                .definedBy("io.breakwater.internal.container")
                .layer("policy")
                .definedBy("io.breakwater.internal.policy")
                .layer("page")
                .definedBy("io.breakwater.internal.page")
                .layer("correlation")
                .definedBy("io.breakwater.internal.correlation")
                .layer("route")
                .definedBy("io.breakwater.internal.route")
                .layer("observe")
                .definedBy("io.breakwater.internal.observe")
                .layer("config")
                .definedBy("io.breakwater.internal.config")
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("exchange")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("watchdog")
                .mayOnlyBeAccessedByLayers("root", "exchange")
                .whereLayer("container")
                .mayOnlyBeAccessedByLayers("root", "exchange", "watchdog")
                .whereLayer("policy")
                .mayOnlyBeAccessedByLayers("root", "exchange")
                .whereLayer("page")
                .mayOnlyBeAccessedByLayers("root", "exchange")
                .whereLayer("correlation")
                .mayOnlyBeAccessedByLayers("root", "exchange")
                .whereLayer("route")
                .mayOnlyBeAccessedByLayers("root", "exchange")
                .whereLayer("observe")
                .mayOnlyBeAccessedByLayers("root", "exchange")
                .check(CLASSES);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("io.(breakwater..)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theApiExposesTheApiOnly() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("io.breakwater.internal..")
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .notHaveRawReturnType(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "internal", type -> type.getPackageName().startsWith("io.breakwater.internal")))
                .check(CLASSES);
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

    @Test
    void onlyTheRoomsThatGuardRequestsKnowServlets() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.breakwater",
                        "io.breakwater.route",
                        "io.breakwater.internal.exchange",
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
