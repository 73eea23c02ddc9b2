package io.breakwater.internal.fault;

import io.breakwater.fault.Fault;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions that stand for an answer. They are asked for its status by name, through public methods of public classes. Only
 * 502, 503 and 504 are faults, and what is no status of a final answer (RFC 9110, section 15); any other is an answer, and what
 * the app makes of it is its own affair.
 */
final class StatusTable {

    /**
     * @param className the class, or one above it
     * @param getters to be called one after the other, the next on what the one before gave
     */
    private record Row(String className, List<String> getters) {}

    private static final List<Row> ROWS = List.of(
            new Row("org.springframework.web.client.RestClientResponseException", List.of("getStatusCode", "value")),
            new Row(
                    "org.springframework.web.reactive.function.client.WebClientResponseException",
                    List.of("getStatusCode", "value")),
            new Row("org.apache.hc.client5.http.HttpResponseException", List.of("getStatusCode")),
            new Row("feign.FeignException", List.of("status")),
            new Row("io.grpc.StatusRuntimeException", List.of("getStatus", "getCode")),
            new Row("io.grpc.StatusException", List.of("getStatus", "getCode")));

    /** gRPC's words; nobody can tell whether the call had arrived. */
    private static final Map<String, Fault> GRPC_CODES =
            Map.of("UNAVAILABLE", Fault.CONNECTION_TERMINATED, "DEADLINE_EXCEEDED", Fault.RESPONSE_TIMEOUT);

    private StatusTable() {}

    static Optional<Classification> read(Throwable thrown) {
        return ROWS.stream()
                .filter(row -> FaultTable.isA(thrown, row.className()))
                .findFirst()
                .flatMap(row -> Optional.ofNullable(ask(thrown, row.getters())))
                .flatMap(StatusTable::classification);
    }

    private static Optional<Classification> classification(Object status) {
        if (status instanceof Integer number) {
            boolean failing = Outcome.isFailing(number);
            // Feign has a negative one where no answer came.
            boolean none = (number >= 0 && number < 200) || number >= 600;
            return failing
                    ? Optional.of(Classification.ofStatus(number))
                    : none ? Optional.of(Classification.of(Fault.PROTOCOL_ERROR)) : Optional.empty();
        }
        return Optional.ofNullable(GRPC_CODES.get(status.toString())).map(Classification::of);
    }

    /** What the last of the getters gives, each called on what the one before gave; null when there is none. */
    static @Nullable Object ask(Throwable thrown, List<String> getters) {
        Object answer = thrown;
        try {
            for (String getter : getters) {
                if (answer == null) {
                    return null;
                }
                answer = accessible(answer.getClass(), getter).invoke(answer);
            }
            return answer;
        } catch (ReflectiveOperationException | RuntimeException e) {
            // A version whose getter has another name: its exceptions stay the app's own.
            return null;
        }
    }

    /** The method where it is public in a public type: the class itself may be a hidden one behind an interface. */
    private static Method accessible(Class<?> type, String getter) throws NoSuchMethodException {
        for (Class<?> next = type; next != null; next = next.getSuperclass()) {
            if (Modifier.isPublic(next.getModifiers())) {
                return next.getMethod(getter);
            }
            for (Class<?> face : next.getInterfaces()) {
                if (Modifier.isPublic(face.getModifiers()) && has(face, getter)) {
                    return face.getMethod(getter);
                }
            }
        }
        throw new NoSuchMethodException(getter);
    }

    private static boolean has(Class<?> type, String getter) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(getter) && method.getParameterCount() == 0) {
                return true;
            }
        }
        return false;
    }
}
