package io.breakwater.internal.correlation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that has its correlation id among its headers, whatever the client sent there. Internal between rooms. */
public abstract class CorrelatedRequest extends HttpServletRequestWrapper {

    /** @param request the request as it came */
    protected CorrelatedRequest(HttpServletRequest request) {
        super(request);
    }

    /**
     * One that knows its id itself.
     *
     * @param request the request as it came
     * @param header the name of the header that carries the id
     */
    public static CorrelatedRequest of(HttpServletRequest request, String header, String id) {
        return new CorrelatedRequest(request) {
            @Override
            protected String correlationHeader() {
                return header;
            }

            @Override
            protected String correlationId() {
                return id;
            }
        };
    }

    /** The name of the header that carries the id. */
    protected abstract String correlationHeader();

    /** The id. */
    protected abstract String correlationId();

    @Override
    public @Nullable String getHeader(String name) {
        return correlationHeader().equalsIgnoreCase(name) ? correlationId() : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return correlationHeader().equalsIgnoreCase(name)
                ? Collections.enumeration(Collections.singleton(correlationId()))
                : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        Enumeration<String> names = super.getHeaderNames();
        if (super.getHeader(correlationHeader()) != null) {
            return names;
        }
        Set<String> withOurs = new LinkedHashSet<>(Collections.list(names));
        withOurs.add(correlationHeader());
        return Collections.enumeration(withOurs);
    }
}
