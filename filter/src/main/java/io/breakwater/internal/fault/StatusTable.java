package io.breakwater.internal.fault;

import io.breakwater.fault.Fault;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the status from exceptions that stand for a response, by calling public methods of public classes by name. Only 502,
 * 503 and 504 are faults, and invalid statuses (RFC 9110, section 15); any other status is a response that the app handles
 * itself.
 */
final class StatusTable {

    /**
     * @param className the class, or a superclass
     * @param getters the methods to call, each on the result of the previous one
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

    /** The status codes of gRPC, which do not show whether the call had arrived. */
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
            // Feign has a negative status when there was no response.
            boolean none = (number >= 0 && number < 200) || number >= 600;
            return failing
                    ? Optional.of(Classification.ofStatus(number))
                    : none ? Optional.of(Classification.of(Fault.PROTOCOL_ERROR)) : Optional.empty();
        }
        return Optional.ofNullable(GRPC_CODES.get(status.toString())).map(Classification::of);
    }

    /** Returns the result of the last getter, each called on the result of the previous one; null when there is none. */
    static @Nullable Object ask(Throwable thrown, List<String> getters) {
        Object value = thrown;
        try {
            for (String getter : getters) {
                if (value == null) {
                    return null;
                }
                value = accessible(value.getClass(), getter).invoke(value);
            }
            return value;
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another version has another getter: its exceptions are left to the app.
            return null;
        }
    }

    /** Returns the method of a public type that declares it, because the class itself may be hidden behind an interface. */
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
