package io.breakwater.operations.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A part of a document in YAML, or in JSON, which is YAML, too. What is asked for must be there. */
record Tree(Map<?, ?> values) {

    static Tree read(Path file) throws IOException {
        return new Tree(new Yaml(new SafeConstructor(new LoaderOptions())).<Map<?, ?>>load(Files.readString(file)));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    private Object get(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }

    String text(String key) {
        return (String) get(key);
    }

    Tree at(String key) {
        return new Tree((Map<?, ?>) get(key));
    }

    List<Tree> all(String key) {
        return ((List<?>) get(key))
                .stream().map(item -> new Tree((Map<?, ?>) item)).toList();
    }
}
