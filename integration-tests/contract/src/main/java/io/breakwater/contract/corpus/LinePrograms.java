package io.breakwater.contract.corpus;

import io.breakwater.contract.app.KeepingResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How the lines of an answer end: Undertow's writer has an end of its own, and that of Spring's filter for ETags forgets the last
 * one unless it is flushed.
 */
final class LinePrograms {
    private LinePrograms() {}

    static List<Program> all() {
        List<Program> programs = new ArrayList<>();
        for (int status : new int[] {200, 503}) {
            programs.addAll(lines(status, "one", writer -> writer.println("down")));
            programs.addAll(lines(status, "an empty one", PrintWriter::println));
            programs.addAll(lines(status, "one that is flushed", writer -> {
                writer.println("down");
                writer.flush();
            }));
            programs.addAll(lines(status, "one, and more", writer -> {
                writer.println("down");
                writer.print("and out");
            }));
            programs.addAll(lines(status, "some", writer -> {
                writer.print("very ");
                writer.println("down");
                writer.println();
                writer.printf("and%nout").println('!');
            }));
        }
        return programs;
    }

    private static List<Program> lines(int status, String what, Consumer<PrintWriter> writing) {
        String name = "lines of a " + status + ": " + what;
        Program plain = program(status, name, writing);
        Program forgotten = program(status, name + ", behind a writer that forgets", writing)
                .outside(() -> LinePrograms::keep, DispatcherType.REQUEST);
        return List.of(plain, forgotten);
    }

    private static Program program(int status, String name, Consumer<PrintWriter> writing) {
        Program program = Program.of(name, (request, response) -> {
            response.setStatus(status);
            writing.accept(response.getWriter());
        });
        if (status < 500) {
            return program;
        }
        return name.contains("flushed")
                ? program.failing().framedAnyhow("", Program.FLUSH_KEPT_BACK)
                : program.failing();
    }

    private static void keep(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        KeepingResponse keeping = new KeepingResponse(
                (HttpServletResponse) response,
                out -> new Forgetting(new OutputStreamWriter(out, StandardCharsets.ISO_8859_1)));
        chain.doFilter(request, keeping);
        byte[] kept = keeping.kept();
        response.setContentLength(kept.length);
        response.getOutputStream().write(kept);
    }

    /** Flushes what is written to it, as Spring's does, which the end of a line does not pass. */
    private static final class Forgetting extends PrintWriter {
        Forgetting(OutputStreamWriter out) {
            super(out);
        }

        @Override
        public void write(char[] source, int offset, int length) {
            super.write(source, offset, length);
            super.flush();
        }

        @Override
        public void write(String source, int offset, int length) {
            super.write(source, offset, length);
            super.flush();
        }

        @Override
        public void write(int c) {
            super.write(c);
            super.flush();
        }
    }
}
