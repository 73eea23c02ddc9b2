package io.breakwater.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What is published has what Maven Central asks for, and what whoever depends on it asks for. */
class CentralRulesTest {

    private static final List<String> JARS = Published.JARS;
    private static final List<String> ALL = Published.ALL;

    /** Each must be there; Central refuses a POM without one. */
    private static final List<String> ASKED_FOR = List.of(
            "/project/name",
            "/project/description",
            "/project/url",
            "/project/licenses/license/name",
            "/project/licenses/license/url",
            "/project/developers/developer/name",
            "/project/scm/url",
            "/project/scm/connection");

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    private static Document pom(String artifact) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new Published(artifact).file(".pom").toFile());
    }

    private static List<String> texts(Document pom, String path) throws Exception {
        NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent().strip())
                .toList();
    }

    @Test
    void nothingIsPublishedButThese() {
        assertThat(Published.in(Published.REPOSITORY))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(ALL);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void aPomHasWhatCentralAsksForAndNeedsNoOther(String artifact) throws Exception {
        Document pom = pom(artifact);

        for (String path : ASKED_FOR) {
            assertThat(texts(pom, path)).as(path).isNotEmpty().allSatisfy(text -> assertThat(text)
                    .isNotBlank());
        }
        assertThat(texts(pom, "/project/parent")).isEmpty();
        assertThat(texts(pom, "/project/repositories")).isEmpty();
        assertThat(texts(pom, "/project/url")).containsExactly("https://breakwater.invalid/");
        assertThat(new Published(artifact).text(".pom").replace("${project.version}", ""))
                .doesNotContain("${");
    }

    @ParameterizedTest
    @FieldSource("JARS")
    void eachDependencyHasAVersionAndNoneIsATests(String artifact) throws Exception {
        Document pom = pom(artifact);

        assertThat(texts(pom, "/project/dependencies/dependency[not(version)]")).isEmpty();
        assertThat(texts(pom, "/project/dependencies/dependency[scope='test']")).isEmpty();
        assertThat(texts(pom, "/project/dependencies/dependency/artifactId")).isNotEmpty();
    }

    @Test
    void theBomHasEachJarAndNothingElse() throws Exception {
        assertThat(texts(pom("breakwater-bom"), "/project/dependencyManagement/dependencies/dependency/artifactId"))
                .containsExactlyElementsOf(JARS);
    }

    @ParameterizedTest
    @FieldSource("JARS")
    void sourcesJavadocAndAListOfPartsAreBesideTheJar(String artifact) throws Exception {
        Published published = new Published(artifact);

        try (JarFile jar = published.jar(".jar");
                JarFile sources = published.jar("-sources.jar");
                JarFile javadoc = published.jar("-javadoc.jar")) {
            assertThat(jar.stream().filter(entry -> entry.getName().endsWith(".class")))
                    .isNotEmpty();
            assertThat(sources.stream().filter(entry -> entry.getName().endsWith(".java")))
                    .isNotEmpty();
            assertThat(javadoc.getEntry("index.html")).isNotNull();
        }
        assertThat(published.text("-cyclonedx.json")).contains("\"bomFormat\" : \"CycloneDX\"", "\"" + artifact + "\"");
        assertThat(published.text("-cyclonedx.xml")).contains("<bom ");
    }

    @Test
    void theListOfPartsNamesWhatIsPackedInAndWhatIsNot() {
        assertThat(new Published("breakwater-filter").text("-cyclonedx.json"))
                .contains("\"jmustache\"", "\"resilience4j-circuitbreaker\"", "\"slf4j-api\"")
                .doesNotContain("\"assertj-core\"");
    }

    @Test
    void theJarsAreModulesThatShareNoPackage() {
        Path[] jars = JARS.stream()
                .map(artifact -> new Published(artifact).file(".jar"))
                .toArray(Path[]::new);
        List<ModuleDescriptor> modules = ModuleFinder.of(jars).findAll().stream()
                .map(ModuleReference::descriptor)
                .toList();

        assertThat(modules)
                .extracting(ModuleDescriptor::name)
                .containsExactlyInAnyOrder("io.breakwater", "io.breakwater.operations", "io.breakwater.spring");
        List<String> packages =
                modules.stream().flatMap(module -> module.packages().stream()).toList();
        assertThat(packages).hasSameSizeAs(new TreeSet<>(packages));
    }
}
