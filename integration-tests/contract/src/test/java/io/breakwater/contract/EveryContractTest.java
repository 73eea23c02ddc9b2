package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No contract is forgotten: containers run it, and it has a row in docs/containers.md. */
class EveryContractTest {
    /** They promise an app nothing. */
    private static final Set<Class<?>> WITHOUT_A_ROW =
            Set.of(UnguardedContract.class, VirtualThreadsContract.class, DeviationsContract.class);

    /** They want a servlet that only a container's module has, which extends them. */
    private static final Set<Class<?>> EXTENDED_ELSEWHERE = Set.of(AsyncProxyContract.class, StaticFilesContract.class);

    @Test
    void whatIsNotAbstractHasARow() throws Exception {
        assertThat(contracts())
                .filteredOn(contract -> !isAbstract(contract) && !WITHOUT_A_ROW.contains(contract))
                .isNotEmpty()
                .allMatch(EveryContractTest::hasRow, "has @Promise");
    }

    @Test
    void whatIsAbstractIsExtended() throws Exception {
        List<Class<?>> contracts = contracts();
        Set<Class<?>> extended =
                contracts.stream().map(Class::getSuperclass).collect(Collectors.<Class<?>>toUnmodifiableSet());

        assertThat(contracts)
                .filteredOn(EveryContractTest::isAbstract)
                .isNotEmpty()
                .allMatch(
                        contract -> extended.contains(contract) || EXTENDED_ELSEWHERE.contains(contract),
                        "is run somewhere");
    }

    private static boolean isAbstract(Class<?> contract) {
        return Modifier.isAbstract(contract.getModifiers());
    }

    private static boolean hasRow(Class<?> contract) {
        return contract.isAnnotationPresent(Promise.class)
                || Arrays.stream(contract.getDeclaredMethods())
                        .anyMatch(method -> method.isAnnotationPresent(Promise.class));
    }

    /** All but those of frameworks, which are about the frameworks. */
    private static List<Class<?>> contracts() throws Exception {
        Path classes = Path.of(ContainerContract.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.endsWith("Contract.class") && !name.contains(".frameworks."))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .<Class<?>>map(EveryContractTest::load)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
