package io.breakwater.internal.exchange.fake;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What answers at the end of the chain. */
@FunctionalInterface
public interface App {

    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
}
