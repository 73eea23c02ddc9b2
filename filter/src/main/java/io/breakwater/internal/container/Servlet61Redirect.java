package io.breakwater.internal.container;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The redirect that Servlet 6.1 has added, for a filter that is compiled against 6.0. */
public final class Servlet61Redirect {

    /** What a redirect sets. */
    public static final String HEADER = "Location";

    private static final @Nullable MethodHandle SEND = find();

    private Servlet61Redirect() {}

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            HttpServletResponse.class,
                            "sendRedirect",
                            MethodType.methodType(void.class, String.class, int.class, boolean.class));
        } catch (ReflectiveOperationException e) {
            // Servlet 6.0, where no app calls it either.
            return null;
        }
    }

    /** Has {@code response} redirect in that way. */
    @SuppressWarnings("IllegalCatch") // a method handle throws whatever the method does
    public static void send(HttpServletResponse response, @Nullable String location, int status, boolean clearBuffer)
            throws IOException {
        MethodHandle method = SEND;
        if (method == null) {
            throw new UnsupportedOperationException("sendRedirect(String, int, boolean) is of Servlet 6.1");
        }
        try {
            method.invokeExact(response, location, status, clearBuffer);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IOException(t);
        }
    }
}
