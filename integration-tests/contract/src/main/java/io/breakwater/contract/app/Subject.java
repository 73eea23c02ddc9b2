package io.breakwater.contract.app;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What a servlet does with a request, for any method. */
@FunctionalInterface
public interface Subject {
    /** Serves it, or fails to. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;

    /** This as a servlet. */
    default Servlet asServlet() {
        Subject subject = this;
        return new HttpServlet() {
            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws ServletException, IOException {
                subject.serve(request, response);
            }
        };
    }
}
