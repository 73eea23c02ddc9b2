package io.breakwater.servers.platform;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Three events, the first of which comes later than any answer may begin. */
@WebServlet("/events")
public class EventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final long PAUSE_MILLIS = 700;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream");
        for (int i = 1; i <= 3; i++) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted before event " + i);
            }
            response.getWriter().print("data: " + i + "\n\n");
            response.flushBuffer();
        }
    }
}
