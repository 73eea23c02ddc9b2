package io.breakwater.contract.corpus;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What servlets write by, and what they ask it. */
final class WriterPrograms {
    private WriterPrograms() {}

    static List<Program> all() {
        return List.of(
                Program.of("everything a stream prints", (request, response) -> {
                    ServletOutputStream out = response.getOutputStream();
                    out.print("text");
                    out.print(true);
                    out.print('c');
                    out.print(1);
                    out.print(2L);
                    out.print(3.5f);
                    out.print(4.5d);
                    out.print((String) null);
                    out.println();
                    out.println("text");
                    out.println(false);
                    out.println('c');
                    out.println(1);
                    out.println(2L);
                    out.println(3.5f);
                    out.println(4.5d);
                }),
                Program.of("a stream that prints more than ASCII", prints("härbour", "utf-8")),
                Program.of("a stream that prints more than ASCII in no encoding", prints("härbour", null)),
                Program.of("a stream that prints more than Latin", prints("10 €", "utf-8")),
                Program.of("a stream that prints more than Latin in no encoding", prints("10 €", null)),
                Program.of("a stream that prints more than its encoding has", prints("10 €", "iso-8859-1")),
                Program.of("a stream that prints in a failing status", (request, response) -> {
                            response.setStatus(503);
                            prints("härbour 10 €", "utf-8").serve(request, response);
                        })
                        .failing(),
                Program.of("everything a writer prints", (request, response) -> {
                    response.setContentType("text/plain;charset=utf-8");
                    PrintWriter out = response.getWriter();
                    out.print("10 €");
                    out.print(new char[] {'a', 'b'});
                    out.print((Object) "object");
                    out.print((String) null);
                    out.write("string", 1, 2);
                    out.write('c');
                    out.append("append").append('x').append("append", 1, 2);
                    out.printf("%d %s", 1, "two").format(Locale.GERMAN, "%.1f", 1.5);
                    out.println();
                    out.println("text");
                    out.println(1);
                    out.println(new char[] {'a'});
                    out.println((Object) null);
                }),
                Program.of("a writer that is asked for errors", (request, response) -> {
                    PrintWriter out = response.getWriter();
                    Notes notes = Notes.of(request);
                    notes.add("before " + out.checkError());
                    out.print("calm");
                    notes.add("after " + out.checkError() + response.isCommitted());
                    out.print(" sea");
                    out.flush();
                    notes.add("flushed " + out.checkError());
                }),
                Program.of("a closed writer that is asked for errors", (request, response) -> {
                    PrintWriter out = response.getWriter();
                    out.print("calm");
                    out.close();
                    Notes.of(request).add("closed " + out.checkError());
                    out.print("more");
                    Notes.of(request).add("more " + out.checkError());
                }),
                Program.of("a writer that is asked for errors in a failing status", (request, response) -> {
                            response.setStatus(503);
                            response.getWriter().print("down");
                            Notes.of(request).add("" + response.getWriter().checkError());
                        })
                        .failing()
                        .framedAnyhow("", Program.FLUSH_KEPT_BACK),
                Program.of("a writer that goes beyond its length", (request, response) -> {
                    response.setContentLength(4);
                    response.getWriter().print("calm sea");
                    response.getWriter().flush();
                }),
                Program.of("a buffer that is written", (request, response) -> {
                            ByteBuffer heap = ByteBuffer.wrap("..calm..".getBytes(StandardCharsets.US_ASCII), 2, 4);
                            ByteBuffer direct = ByteBuffer.allocateDirect(4)
                                    .put(heap.duplicate())
                                    .flip();
                            ByteBuffer fixed = heap.duplicate().asReadOnlyBuffer();
                            for (ByteBuffer buffer : new ByteBuffer[] {heap, direct, fixed, ByteBuffer.allocate(0)}) {
                                Notes.of(request).outcomeOf("write", () -> newer(
                                                ServletOutputStream.class,
                                                response.getOutputStream(),
                                                "write",
                                                ByteBuffer.class)
                                        .with(buffer));
                                Notes.of(request).add("left " + buffer.remaining());
                            }
                        })
                        .framedAnyhow("Jetty 12.1", "a buffer is sent at once there, and with the rest here"),
                Program.of("a buffer that is read", (request, response) -> {
                            ByteBuffer target = ByteBuffer.allocateDirect(100);
                            target.position(3);
                            Notes.of(request).outcomeOf("read", () -> newer(
                                            jakarta.servlet.ServletInputStream.class,
                                            request.getInputStream(),
                                            "read",
                                            ByteBuffer.class)
                                    .with(target));
                            Notes.of(request).add("at " + target.position());
                            response.getOutputStream()
                                    .print("" + request.getInputStream().read());
                        })
                        .visitedBy(RawRequest.post("/", "harbour"), RawRequest.get("/"))
                        .exceptByWrappers("Apache Tomcat/11", "Tomcat leaves the buffer's position where it was"),
                redirect("a redirect that is permanent", 308, true),
                redirect("a redirect that keeps its body", 307, false),
                Program.of("a redirect by its short forms", (request, response) -> Notes.of(request)
                        .outcomeOf("redirect", () -> newer(
                                        HttpServletResponse.class, response, "sendRedirect", String.class, int.class)
                                .with("/elsewhere", 303))),
                Program.of("a redirect that says whether its body goes", (request, response) -> Notes.of(request)
                        .outcomeOf("redirect", () -> newer(
                                        HttpServletResponse.class,
                                        response,
                                        "sendRedirect",
                                        String.class,
                                        boolean.class)
                                .with("/elsewhere", true))),
                Program.of("an encoding by its object", (request, response) -> {
                    Notes.of(request).outcomeOf("encoding", () -> newer(
                                    jakarta.servlet.ServletResponse.class,
                                    response,
                                    "setCharacterEncoding",
                                    java.nio.charset.Charset.class)
                            .with(StandardCharsets.UTF_8));
                    response.setContentType("text/plain");
                    response.getWriter().print("härbour");
                }));
    }

    private static Program redirect(String name, int status, boolean clear) {
        return Program.of(name, (request, response) -> {
            response.setContentLength(4);
            response.getOutputStream().print("body");
            Notes.of(request).outcomeOf("redirect", () -> newer(
                            HttpServletResponse.class, response, "sendRedirect", String.class, int.class, boolean.class)
                    .with("/elsewhere", status, clear));
        });
    }

    private static Subject prints(String text, @Nullable String encoding) {
        return (request, response) -> {
            if (encoding != null) {
                response.setCharacterEncoding(encoding);
            }
            response.setContentType("text/plain");
            ServletOutputStream out = response.getOutputStream();
            Notes.of(request).outcomeOf("print", () -> out.print(text));
            Notes.of(request).outcomeOf("println", () -> out.println(text));
            Notes.of(request).outcomeOf("character", () -> out.print(text.charAt(text.length() - 1)));
            out.print(" end");
        };
    }

    private interface Newer {
        void with(Object... arguments) throws Exception;
    }

    /** A method that only Servlet 6.1 has; nothing is done where it is not. */
    private static Newer newer(Class<?> type, Object target, String name, Class<?>... parameters) {
        return arguments -> {
            Method method;
            try {
                method = type.getMethod(name, parameters);
            } catch (NoSuchMethodException e) {
                return;
            }
            try {
                method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        };
    }
}
