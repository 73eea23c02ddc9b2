package io.breakwater.operations;

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
public record Tree(Map<?, ?> values) {

    /** Reads a file. */
    public static Tree read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /** Reads a text. */
    public static Tree parse(String text) {
        return new Tree(new Yaml(new SafeConstructor(new LoaderOptions())).<Map<?, ?>>load(text));
    }

    /** Whether it has a part. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    private Object get(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }

    /** Returns a part that is text. */
    public String text(String key) {
        return (String) get(key);
    }

    /** Returns a part that has parts. */
    public Tree at(String key) {
        return new Tree((Map<?, ?>) get(key));
    }

    /** Returns the items of a list. */
    public List<Tree> all(String key) {
        return ((List<?>) get(key))
                .stream().map(item -> new Tree((Map<?, ?>) item)).toList();
    }
}
