package io.breakwater.contract.corpus;

import static jakarta.servlet.DispatcherType.REQUEST;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Bytes;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What servlets and filters do with the body of a request, by characters before all. */
final class ReaderPrograms {
    private static final int LONG = 100_000;
    private static final String UTF_8 = "text/plain;charset=utf-8";

    private ReaderPrograms() {}

    static List<Program> all() {
        return Stream.of(alone(), behindOthers()).flatMap(List::stream).toList();
    }

    private static List<Program> alone() {
        return List.of(
                Program.of(
                                "all lines of a body",
                                (request, response) -> answer(
                                        response,
                                        String.join(
                                                "|", request.getReader().lines().toList())))
                        .visitedBy(
                                body("härbour\r\nsea\n\nend", UTF_8),
                                body("", UTF_8),
                                body("a\n".repeat(LONG), UTF_8),
                                body("härbour", "text/plain"),
                                body("härbour", "text/plain;charset=iso-8859-1"),
                                body("härbour", "application/json"),
                                RawRequest.get("/"),
                                RawRequest.of("GET", "/", Bytes.utf8("härbour")).with("Content-Type", UTF_8)),
                program("a body in an encoding that nobody knows", request -> request.getReader()
                                .readLine())
                        .visitedBy(body("harbour", "text/plain;charset=nonsense")),
                program(
                                "a body that is no UTF-8",
                                request -> String.valueOf(request.getReader().readLine()))
                        .visitedBy(
                                raw("POST", new byte[] {'a', (byte) 0xc3, 'b', '\n'}),
                                raw("POST", new byte[] {'a', (byte) 0xff, (byte) 0xfe, 'b'}),
                                raw("GET", new byte[] {'a', (byte) 0xc3, 'b', '\n'}),
                                raw("POST", new byte[] {'a', (byte) 0xe4}))
                        .withAnyConnection(),
                program("an encoding that is set in time", request -> {
                            request.setCharacterEncoding("iso-8859-15");
                            return request.getReader().readLine() + request.getCharacterEncoding();
                        })
                        .visitedBy(body("10 €", UTF_8)),
                program("an encoding that is set after the reader was taken", request -> {
                            BufferedReader reader = request.getReader();
                            request.setCharacterEncoding("iso-8859-1");
                            return reader.readLine() + request.getCharacterEncoding();
                        })
                        .visitedBy(body("härbour", UTF_8), body("härbour", "text/plain")),
                program("a reader and then a stream", request -> {
                            request.getReader();
                            return request.getInputStream().readAllBytes().length + "";
                        })
                        .visitedBy(body("harbour", UTF_8))
                        .withAnyConnection(),
                program("a stream and then a reader", request -> {
                            request.getInputStream();
                            return request.getReader().readLine();
                        })
                        .visitedBy(body("harbour", UTF_8))
                        .withAnyConnection(),
                program("a reader that is taken twice", request -> {
                            BufferedReader first = request.getReader();
                            String line = first.readLine();
                            BufferedReader second = request.getReader();
                            return line + second.readLine() + (first == second);
                        })
                        .visitedBy(body("one\ntwo\nthree", UTF_8)),
                program("a reader that is asked and set back", request -> {
                            BufferedReader reader = request.getReader();
                            reader.mark(100);
                            int first = reader.read();
                            reader.reset();
                            return first + " " + reader.ready() + " " + reader.skip(2) + " " + reader.readLine() + " "
                                    + reader.read() + " " + reader.read();
                        })
                        .visitedBy(body("harbour", UTF_8)),
                program("a reader that is closed", request -> {
                            request.getReader().readLine();
                            request.getReader().close();
                            return String.valueOf(request.getReader().readLine());
                        })
                        .visitedBy(body("one\ntwo", UTF_8))
                        .exceptByWrappers("Jetty", "Jetty has its reader read on when it has been closed"),
                program(
                                "a form read by characters",
                                request -> request.getReader().readLine() + request.getParameter("a"))
                        .visitedBy(body("a=1&b=2", "application/x-www-form-urlencoded")),
                program(
                                "a form whose parameters are read first",
                                request -> request.getParameter("a")
                                        + request.getReader().readLine())
                        .visitedBy(body("a=1&b=2", "application/x-www-form-urlencoded")),
                program("what a stream says of itself", request -> {
                            ServletInputStream in = request.getInputStream();
                            String before = "" + in.isFinished();
                            int read = in.readNBytes(4).length;
                            return before
                                    + read
                                    + in.available()
                                    + in.isFinished()
                                    + in.skip(1)
                                    + in.read()
                                    + in.readAllBytes().length
                                    + in.isFinished()
                                    + in.read();
                        })
                        .visitedBy(body("harbour", UTF_8), RawRequest.get("/")));
    }

    private static List<Program> behindOthers() {
        Supplier<Filter> ownReader = () -> wrapping(request -> new HttpServletRequestWrapper(request) {
            @Override
            public BufferedReader getReader() throws IOException {
                return new BufferedReader(
                        new StringReader("decrypted " + super.getReader().readLine()));
            }
        });
        Supplier<Filter> ownStream = () -> wrapping(request -> new HttpServletRequestWrapper(request) {
            @Override
            public ServletInputStream getInputStream() {
                throw new IllegalStateException("by characters only");
            }
        });
        Supplier<Filter> firstLine = () -> (request, response, chain) -> {
            String line = request.getReader().readLine();
            request.setAttribute("line", line);
            chain.doFilter(request, response);
        };
        Supplier<Filter> someBytes = () -> (request, response, chain) -> {
            request.getInputStream().read();
            chain.doFilter(request, response);
        };
        Subject reads = (request, response) -> {
            StringBuilder text = new StringBuilder();
            Notes.of(request)
                    .outcomeOf("read", () -> text.append(request.getReader().readLine()));
            answer(response, request.getAttribute("line") + " " + text);
        };
        RawRequest[] visits = {
            body("härbour\nsea", UTF_8),
            RawRequest.of("GET", "/", Bytes.utf8("härbour\nsea")).with("Content-Type", UTF_8),
            RawRequest.of("PUT", "/", Bytes.utf8("härbour\nsea")).with("Content-Type", UTF_8)
        };
        return List.of(
                Program.of("a reader of an outer filter", reads)
                        .outside(ownReader, REQUEST)
                        .visitedBy(visits),
                Program.of("a stream that an outer filter refuses", reads)
                        .outside(ownStream, REQUEST)
                        .visitedBy(visits),
                Program.of("a line that an outer filter has read", reads)
                        .outside(firstLine, REQUEST)
                        .visitedBy(visits),
                Program.of("a byte that an outer filter has read", reads)
                        .outside(someBytes, REQUEST)
                        .visitedBy(visits),
                Program.of("a line that an inner filter has read", reads)
                        .inside(firstLine, REQUEST)
                        .visitedBy(visits),
                Program.of("a reader of an inner filter", reads)
                        .inside(ownReader, REQUEST)
                        .visitedBy(visits));
    }

    private interface Reading {
        String of(HttpServletRequest request) throws IOException;
    }

    private static Program program(String name, Reading reading) {
        return Program.of(name, (request, response) -> {
            StringBuilder text = new StringBuilder();
            Notes.of(request).outcomeOf("read", () -> text.append(reading.of(request)));
            answer(response, text.toString());
        });
    }

    private interface Wrapping {
        HttpServletRequest of(HttpServletRequest request);
    }

    private static Filter wrapping(Wrapping wrapping) {
        return (request, response, chain) -> chain.doFilter(wrapping.of((HttpServletRequest) request), response);
    }

    private static void answer(HttpServletResponse response, String text) throws IOException {
        response.setContentType(UTF_8);
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static RawRequest body(String text, String type) {
        return RawRequest.post("/", text).with("Content-Type", type);
    }

    private static RawRequest raw(String method, byte[] body) {
        return RawRequest.of(method, "/", Bytes.of(body)).with("Content-Type", UTF_8);
    }
}
