package io.breakwater.benchmarks;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fresh response, with its headers in a list as containers keep them. Made anew for each exchange. */
final class StubResponse extends HttpServletResponseWrapper {

    private static final HttpServletResponse ABSENT = Absent.of(HttpServletResponse.class);

    private final List<String> headers = new ArrayList<>(8);

    StubResponse() {
        super(ABSENT);
    }

    @Override
    public void setHeader(String name, String value) {
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equalsIgnoreCase(name)) {
                headers.set(i + 1, value);
                return;
            }
        }
        headers.add(name);
        headers.add(value);
    }

    @Override
    public Collection<String> getHeaderNames() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < headers.size(); i += 2) {
            names.add(headers.get(i));
        }
        return names;
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public String getCharacterEncoding() {
        return "iso-8859-1";
    }

    @Override
    public int getStatus() {
        return SC_OK;
    }

    @Override
    public boolean isCommitted() {
        return false;
    }
}
