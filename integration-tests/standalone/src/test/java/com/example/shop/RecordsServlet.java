package com.example.shop;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Compares a record. JDK 17 keeps the class of the record that was the last to be compared for the first time (JDK-8078641),
 * one of Spring's for instance, and with it the loader of a stopped app. Once this has been asked, it is the loader of this app.
 */
public final class RecordsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Line one = new Line(new Word("one"));
        Line other = new Line(new Word("other"));
        response.getWriter().write(one + " " + one.hashCode() + " " + one.equals(other));
    }

    /** What has a component of the app's own. */
    record Line(Word word) {}

    /** That component. */
    record Word(String letters) {}
}
