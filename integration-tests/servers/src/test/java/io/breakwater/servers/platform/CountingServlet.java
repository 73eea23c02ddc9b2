package io.breakwater.servers.platform;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says how often it has counted in this request; with {@code ?async} in an asynchronous dispatch of it. */
@WebServlet(urlPatterns = "/counting", asyncSupported = true)
public class CountingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient @Nullable Counter counter;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Counter injected = counter;
        if (injected == null) {
            throw new IllegalStateException("nothing was injected");
        }
        injected.next();
        int count = injected.next();
        if (request.getParameter("async") != null && request.getDispatcherType() == DispatcherType.REQUEST) {
            request.startAsync().dispatch();
        } else {
            response.getWriter().print("counted " + count);
        }
    }
}
