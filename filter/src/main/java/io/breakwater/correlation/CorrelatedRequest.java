package io.breakwater.correlation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that has its correlation id among its headers, whatever the client sent there. Internal between rooms. */
public class CorrelatedRequest extends HttpServletRequestWrapper {

    private final String header;
    private final String id;

    /**
     * @param request the request as it came
     * @param header the name of the header that carries the id
     * @param id the exchange's id
     */
    public CorrelatedRequest(HttpServletRequest request, String header, String id) {
        super(request);
        this.header = header;
        this.id = id;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return header.equalsIgnoreCase(name) ? id : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return header.equalsIgnoreCase(name)
                ? Collections.enumeration(Collections.singleton(id))
                : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        Enumeration<String> names = super.getHeaderNames();
        if (super.getHeader(header) != null) {
            return names;
        }
        Set<String> withOurs = new LinkedHashSet<>(Collections.list(names));
        withOurs.add(header);
        return Collections.enumeration(withOurs);
    }
}
