package io.breakwater.operations.console;

import io.breakwater.operations.json.JsonWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes an answer: as HTML for a person, as JSON for a program. For one request. */
final class Reply {

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    Reply(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    /** JSON for whoever asks for it and not for HTML; HTML for all others. */
    private boolean wantsJson() {
        String accept =
                String.join(",", Collections.list(request.getHeaders("Accept"))).toLowerCase(Locale.ROOT);
        return accept.contains("application/json") && !accept.contains("text/html");
    }

    void header(String name, String value) {
        response.setHeader(name, value);
    }

    void status(int status) {
        response.setStatus(status);
    }

    void page(Page page, Console console) throws IOException {
        response.setHeader("Vary", "Accept");
        if (wantsJson()) {
            json(200, page::json);
        } else {
            send(200, "text/html;charset=utf-8", bytes(Layout.of(page, console)));
        }
    }

    void result(Actions.Result result, String base) throws IOException {
        if (wantsJson()) {
            json(result.status(), result.json());
        } else {
            response.setHeader("Location", base + result.next());
            status(HttpServletResponse.SC_SEE_OTHER);
        }
    }

    void resource(Resource resource) throws IOException {
        begin(200, resource.type() + ";charset=utf-8", resource.length());
        if (hasBody()) {
            resource.writeTo(response.getOutputStream());
        }
    }

    /** Tells what is wrong, and nothing of what there is. */
    void problem(int status, String words) throws IOException {
        if (wantsJson()) {
            json(status, json -> json.object(() -> json.field("problem", words)));
        } else {
            send(status, "text/plain;charset=utf-8", bytes(words + "\n"));
        }
    }

    private void json(int status, Consumer<JsonWriter> value) throws IOException {
        JsonWriter json = new JsonWriter();
        value.accept(json);
        send(status, "application/json", bytes(json + "\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void send(int status, String type, byte[] body) throws IOException {
        begin(status, type, body.length);
        if (hasBody()) {
            response.getOutputStream().write(body);
        }
    }

    private void begin(int status, String type, int length) {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(length);
    }

    private boolean hasBody() {
        return !request.getMethod().equals("HEAD");
    }
}
