package com.example.shop;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Shows what the service behind it says. Lets fly what goes wrong. */
public final class OrdersServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient HttpClient client = HttpClient.newHttpClient();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        URI order = URI.create(System.getProperty("orders") + request.getPathInfo());
        try {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(order).build(), HttpResponse.BodyHandlers.ofString());
            response.setStatus(answer.statusCode());
            response.getWriter().write(answer.body());
        } catch (InterruptedException e) {
            throw new ServletException(e);
        }
    }
}
