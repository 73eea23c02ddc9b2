package io.breakwater.internal.fault;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of the response behind an exception, which those of Spring and Feign keep. Calls public methods of
 * public classes by name. Stateless and thread-safe.
 */
public final class AnswerHeaders {

    /**
     * @param className the class, or a superclass
     * @param getter the method that returns the headers
     */
    private record Row(String className, String getter) {}

    private static final List<Row> ROWS = List.of(
            new Row("org.springframework.web.client.RestClientResponseException", "getResponseHeaders"),
            new Row("org.springframework.web.reactive.function.client.WebClientResponseException", "getHeaders"),
            new Row("feign.FeignException", "responseHeaders"));

    private AnswerHeaders() {}

    /** Returns the value of a header from the first cause of {@code thrown} that has it; empty when none has. */
    public static Optional<String> find(Throwable thrown, String header) {
        return CauseChain.of(thrown).stream()
                .map(cause -> of(cause, header))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> of(Throwable cause, String header) {
        return ROWS.stream()
                .filter(row -> FaultTable.isA(cause, row.className()))
                .findFirst()
                .flatMap(row -> Optional.ofNullable(StatusTable.ask(cause, List.of(row.getter()))))
                .flatMap(headers -> Optional.ofNullable(first(headers, header)));
    }

    private static @Nullable String first(Object headers, String header) {
        if (headers.getClass().getName().startsWith("org.springframework.")) {
            return ofSprings(headers, header);
        }
        if (headers instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                boolean named = header.equalsIgnoreCase(String.valueOf(entry.getKey()));
                if (named && entry.getValue() instanceof Collection<?> values && !values.isEmpty()) {
                    return String.valueOf(values.iterator().next());
                }
            }
        }
        return null;
    }

    private static @Nullable String ofSprings(Object headers, String header) {
        try {
            Method first = headers.getClass().getMethod("getFirst", String.class);
            return (String) first.invoke(headers, header);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another version has another method: the header is unknown.
            return null;
        }
    }
}
