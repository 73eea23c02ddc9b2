package io.breakwater.internal.exchange;

import io.breakwater.internal.container.ContainerReflection;
import io.breakwater.internal.container.IncludedProbe;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.page.ErrorResponse;
import io.breakwater.internal.wrapper.OuterHeaders;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** Puts an answer of ours in the place of whatever the app had begun to write. */
final class PageWriter {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String VARY = "Vary";
    private static final String EXPOSED = "Access-Control-Expose-Headers";
    /** Of the connection, so that it is the container's affair. */
    private static final String CONNECTION = "Connection";

    private static final String CORS = "Access-Control-";

    private static final Logger LOG = Logs.of(PageWriter.class);

    private PageWriter() {}

    /**
     * Resets the response and writes {@code answer}, to be sent at once. Where the response does not heed its head, nothing is
     * written: the page would pass for a success.
     *
     * @param head whether the client wants no body
     * @return whether it has been written
     * @throws IllegalStateException when the response had been committed
     */
    static boolean write(HttpServletResponse response, OuterHeaders outerHeaders, ErrorResponse answer, boolean head)
            throws IOException {
        begin(response, outerHeaders, answer);
        if (!isHeeded(response, answer)) {
            return false;
        }
        writeBody(response, answer, head);
        close(response);
        return true;
    }

    /**
     * The same, to be sent when the chain has returned: what filters in front add by then goes out with it. All containers send
     * a body as soon as its declared length is there, so they are left to find it themselves. A filter in front may keep the head
     * until then, too; where it is the container that does not heed it, nothing is written.
     *
     * @return whether it has been written
     */
    static boolean leave(HttpServletResponse response, OuterHeaders outerHeaders, ErrorResponse answer, boolean head)
            throws IOException {
        begin(response, outerHeaders, answer);
        if (!isHeeded(response, answer)
                && ContainerReflection.innermost(response) instanceof HttpServletResponse own
                && IncludedProbe.ignoresHead(own)) {
            return false;
        }
        // Undertow keeps trailers through a reset, and sends what may have some in chunks unless it is told a length.
        if (head || response.getTrailerFields() != null || !makesRoom(response, answer.body().length)) {
            writeBody(response, answer, head);
            return true;
        }
        Optional<ServletOutputStream> stream = streamOf(response);
        if (stream.isPresent()) {
            stream.get().write(answer.body());
        } else {
            response.getWriter().write(new String(answer.body(), StandardCharsets.UTF_8));
        }
        return true;
    }

    /**
     * Returns whether the head of {@code answer} stands once it has been set. A container ignores changes to the head of what is
     * included (Servlet 6.0, section 9.3); a filter's wrapper may keep them, and may drop headers as it likes.
     */
    static boolean isHeeded(HttpServletResponse response, ErrorResponse answer) {
        return response.getStatus() == answer.status()
                && (response instanceof HttpServletResponseWrapper
                        || answer.headers().stream()
                                .map(Map.Entry::getKey)
                                .filter(name -> !name.equalsIgnoreCase(CONNECTION))
                                .allMatch(response::containsHeader));
    }

    /** Whether that much can be written without being sent. */
    private static boolean makesRoom(HttpServletResponse response, int length) {
        try {
            // A full buffer is sent, and Jetty aggregates much less than it holds unless it is told the size.
            response.setBufferSize(Math.max(length + 1, response.getBufferSize()));
        } catch (IllegalStateException e) {
            LOG.debug("no larger buffer after a reset", e);
        }
        return response.getBufferSize() > length;
    }

    private static void begin(HttpServletResponse response, OuterHeaders outerHeaders, ErrorResponse answer) {
        IncludedPage shared = new IncludedPage(response);
        outerHeaders.reset();
        shared.putBack(response);
        response.setStatus(answer.status());
        for (Map.Entry<String, String> header : answer.headers()) {
            if (header.getKey().equalsIgnoreCase(CONTENT_TYPE)) {
                response.setContentType(header.getValue());
            } else if (header.getKey().equalsIgnoreCase(VARY) || header.getKey().equals(EXPOSED)) {
                // What outer filters vary by, or let scripts see, still holds.
                addOnce(response, header.getKey(), header.getValue());
            } else if (!header.getKey().startsWith(CORS) || !response.containsHeader(header.getKey())) {
                // The app knows better who may read it.
                response.setHeader(header.getKey(), header.getValue());
            }
        }
    }

    /** Adds a list's values but for those that are there. */
    private static void addOnce(HttpServletResponse response, String name, String values) {
        Set<String> there = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        response.getHeaders(name).forEach(value -> there.addAll(elementsOf(value)));
        String missing = elementsOf(values).stream()
                .filter(value -> !there.contains(value))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            response.addHeader(name, missing);
        }
    }

    private static List<String> elementsOf(String list) {
        return Stream.of(list.split(",", -1)).map(String::strip).toList();
    }

    /** Writes the body alone, and its length. */
    static void writeBody(HttpServletResponse response, ErrorResponse answer, boolean head) throws IOException {
        Optional<ServletOutputStream> stream = streamOf(response);
        if (stream.isEmpty()) {
            if (!head) {
                response.getWriter().write(new String(answer.body(), StandardCharsets.UTF_8));
            }
            return;
        }
        if (answer.status() != HttpServletResponse.SC_NOT_MODIFIED) {
            // Of a 304, it would be that of the body which does not come (RFC 9110, section 8.6).
            response.setContentLength(answer.body().length);
        }
        if (!head) {
            stream.get().write(answer.body());
        }
    }

    /** Ends the response after its body. */
    static void close(HttpServletResponse response) throws IOException {
        Optional<ServletOutputStream> stream = streamOf(response);
        if (stream.isPresent()) {
            stream.get().close();
        } else {
            response.getWriter().close();
        }
    }

    /** Empty where an outer filter's wrapper keeps to the writer that the app has taken, whatever has been reset. */
    private static Optional<ServletOutputStream> streamOf(HttpServletResponse response) throws IOException {
        try {
            return Optional.of(response.getOutputStream());
        } catch (IllegalStateException e) {
            LOG.debug("no stream after a reset", e);
            return Optional.empty();
        }
    }
}
