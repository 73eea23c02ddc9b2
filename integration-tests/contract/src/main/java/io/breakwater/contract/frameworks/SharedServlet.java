package io.breakwater.contract.frameworks;

import io.breakwater.contract.app.Subject;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One servlet of a framework's that serves all programs of an app, since to start one for each would take longer than to run
 * them. A program differs from the others by the resource that its visits ask for.
 */
final class SharedServlet implements Subject {
    private final String key;
    private final Supplier<? extends Servlet> servlets;

    /** For servlets that start with the app's first program and end with it. */
    SharedServlet(String name, Supplier<? extends Servlet> servlets) {
        this.key = SharedServlet.class.getName() + "." + name;
        this.servlets = servlets;
    }

    @Override
    public void serve(HttpServletRequest request, HttpServletResponse response) {
        throw new IllegalStateException("only as a servlet");
    }

    @Override
    public Servlet asServlet() {
        return new Share();
    }

    private final class Share extends GenericServlet {
        private static final long serialVersionUID = 1L;

        private transient @Nullable Servlet own;

        @Override
        public void init() throws ServletException {
            if (getServletContext().getAttribute(key) == null) {
                Servlet first = servlets.get();
                first.init(getServletConfig());
                getServletContext().setAttribute(key, first);
                own = first;
            }
        }

        @Override
        public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
            Servlet shared = (Servlet)
                    Objects.requireNonNull(getServletContext().getAttribute(key), "started by the first share");
            shared.service(request, response);
        }

        @Override
        public void destroy() {
            if (own != null) {
                own.destroy();
            }
        }
    }
}
