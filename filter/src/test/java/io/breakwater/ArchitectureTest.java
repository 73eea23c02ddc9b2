package io.breakwater;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
                .definedBy("io.breakwater.exchange")
                .layer("policy")
                .definedBy("io.breakwater.policy")
                .layer("page")
                .definedBy("io.breakwater.page")
                .layer("correlation")
                .definedBy("io.breakwater.correlation")
                .layer("route")
                .definedBy("io.breakwater.route")
                .layer("observe")
                .definedBy("io.breakwater.observe")
                .layer("config")
                .definedBy("io.breakwater.config")
                .layer("fault")
                .definedBy("io.breakwater.fault")
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("exchange")
                .mayOnlyBeAccessedByLayers("root")
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
    void faultImportsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("io.breakwater.fault")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.breakwater.fault", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void onlyPolicyAndTheBuilderKnowResilience4j() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.breakwater.policy", "io.breakwater")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.resilience4j..")
                .check(CLASSES);
    }

    @Test
    void onlyTheEntryTheExchangeRoutesAndTheCorrelatedRequestKnowServlets() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.breakwater", "io.breakwater.exchange", "io.breakwater.correlation", "io.breakwater.route")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void theLogKnowsNoOtherRoom() {
        classes()
                .that()
                .resideInAPackage("io.breakwater.log")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.breakwater.log", "org.slf4j..", "org.jspecify..")
                .check(CLASSES);
    }

    /** Else its WARNs would be lost in an app without a provider of SLF4J. */
    @Test
    void everyRoomGetsItsLoggersFromThere() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.breakwater.log")
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
