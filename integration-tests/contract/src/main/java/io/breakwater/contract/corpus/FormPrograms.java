package io.breakwater.contract.corpus;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.util.List;

/** What servlets do with forms and their parts, well made or not. */
final class FormPrograms {
    private static final String GOOD =
            """
            --b\r
            Content-Disposition: form-data; name="a"\r
            \r
            harbour\r
            --b\r
            Content-Disposition: form-data; name="file"; filename="f.txt"\r
            Content-Type: text/plain\r
            \r
            sea\r
            --b--\r
            """;
    private static final String CUT = GOOD.replace("--b--", "");

    private FormPrograms() {}

    /** One question about a form, of which it is noted what came of it. */
    private interface Question {
        Object of(HttpServletRequest request) throws Exception;
    }

    static List<Program> all() {
        return List.of(
                asked("parts", request -> request.getParts().stream()
                                .map(part -> part.getName() + part.getSize() + part.getContentType())
                                .toList())
                        .withParts(),
                asked("a part", request -> text(request.getPart("file"))).withParts(),
                asked("a part that is not there", request -> "" + request.getPart("none"))
                        .withParts(),
                asked("a parameter", request -> "" + request.getParameter("a")).withParts(),
                asked("a parameter and then a part", request -> request.getParameter("a") + text(request.getPart("a")))
                        .withParts(),
                asked("a part and then a parameter", request -> text(request.getPart("a")) + request.getParameter("a"))
                        .withParts(),
                asked("a part that is deleted", request -> {
                            request.getPart("a").delete();
                            return "" + request.getParts().size();
                        })
                        .withParts(),
                asked(
                        "parts where none are expected",
                        request -> "" + request.getParts().size()),
                asked("a part where none is expected", request -> "" + request.getPart("a")),
                asked("a parameter where no parts are expected", request -> "" + request.getParameter("a")),
                Program.of("a form in an encoding that is unknown", (request, response) -> {
                            Notes.of(request).outcomeOf("asked", () -> request.getParameter("a"));
                            Notes.of(request).outcomeOf("asked again", () -> request.getParameterMap());
                            response.getWriter().print("calm");
                        })
                        .visitedBy(form("application/x-www-form-urlencoded;charset=nonsense", "a=harbour"))
                        .withAnyConnection());
    }

    private static String text(Part part) throws Exception {
        return new String(part.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                + part.getSubmittedFileName();
    }

    private static Program asked(String what, Question question) {
        Subject subject = (request, response) -> {
            Notes notes = Notes.of(request);
            notes.outcomeOf("asked", () -> notes.add("" + question.of(request)));
            notes.outcomeOf("asked again", () -> notes.add("" + question.of(request)));
            response.getWriter().print("calm");
        };
        return Program.of("a form that is asked for " + what, subject)
                .visitedBy(
                        form("multipart/form-data; boundary=b", GOOD),
                        form("Multipart/Form-Data; boundary=b", GOOD),
                        form("MULTIPART/FORM-DATA; BOUNDARY=b", GOOD),
                        form("multipart/form-data", GOOD),
                        form("multipart/form-data; boundary=b", CUT),
                        form("multipart/form-data; boundary=b", ""),
                        form("application/x-www-form-urlencoded", "a=harbour&a=2"),
                        form("Application/X-WWW-Form-UrlEncoded", "a=harbour"),
                        form("text/plain", "a=harbour"))
                .withAnyConnection();
    }

    private static RawRequest form(String type, String body) {
        return RawRequest.post("/", body).with("Content-Type", type);
    }
}
