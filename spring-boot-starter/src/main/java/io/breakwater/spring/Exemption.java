package io.breakwater.spring;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Predicate;

/** What Boot knows of requests that no downstream is asked for, so that nothing is to be guarded in them. Thread-safe. */
interface Exemption extends Predicate<HttpServletRequest> {

    /** Which requests these are, for the log; empty when there are none. */
    List<String> told(ServletContext context);
}
