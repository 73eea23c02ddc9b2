package io.breakwater.exchange;

import io.breakwater.log.Logs;
import io.breakwater.page.Answer;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/** Puts an answer of ours in the place of whatever the app had begun to write. */
final class AnswerWriter {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String VARY = "Vary";
    private static final String EXPOSED = "Access-Control-Expose-Headers";
    private static final String CORS = "Access-Control-";

    private static final Logger LOG = Logs.of(AnswerWriter.class);

    private AnswerWriter() {}

    /**
     * Resets the response and writes {@code answer}.
     *
     * @param head whether the client wants no body
     * @throws IllegalStateException when the response had been committed
     */
    static void write(HttpServletResponse response, OuterHeaders outerHeaders, Answer answer, boolean head)
            throws IOException {
        SharedAnswer shared = new SharedAnswer(response);
        outerHeaders.reset();
        shared.putBack(response);
        response.setStatus(answer.status());
        for (Map.Entry<String, String> header : answer.headers()) {
            if (header.getKey().equalsIgnoreCase(CONTENT_TYPE)) {
                response.setContentType(header.getValue());
            } else if (header.getKey().equalsIgnoreCase(VARY) || header.getKey().equals(EXPOSED)) {
                // What outer filters vary by, or let scripts see, still holds.
                response.addHeader(header.getKey(), header.getValue());
            } else if (!header.getKey().startsWith(CORS) || !response.containsHeader(header.getKey())) {
                // The app knows better who may read it.
                response.setHeader(header.getKey(), header.getValue());
            }
        }
        writeBody(response, answer, head);
    }

    /** Writes the body alone, and its length. */
    static void writeBody(HttpServletResponse response, Answer answer, boolean head) throws IOException {
        Optional<ServletOutputStream> stream = streamOf(response);
        if (stream.isEmpty()) {
            if (!head) {
                response.getWriter().write(new String(answer.body(), StandardCharsets.UTF_8));
            }
            return;
        }
        response.setContentLength(answer.body().length);
        if (!head) {
            stream.get().write(answer.body());
        }
    }

    /** Ends the response after {@link #write}. */
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
