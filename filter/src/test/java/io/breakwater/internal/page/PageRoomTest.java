package io.breakwater.internal.page;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PageRoomTest {

    private static final JavaClasses ROOM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.breakwater.page", "io.breakwater.internal.page");

    @Test
    void theRoomKnowsFaultsAndSettingsAndNoServlet() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.breakwater.page",
                        "io.breakwater.internal.page",
                        "io.breakwater.fault",
                        "io.breakwater.internal.fault",
                        "io.breakwater.config",
                        "io.breakwater.internal.config",
                        "io.breakwater.internal.log",
                        "io.breakwater.internal.util",
                        "java..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "com.samskivert.mustache..")
                .check(ROOM);
    }
}
