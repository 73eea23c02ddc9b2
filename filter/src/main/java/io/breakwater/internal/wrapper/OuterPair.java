package io.breakwater.internal.wrapper;

import io.breakwater.internal.container.Container;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The request and response that the filter has got, and their container. A dispatch may bring them in other wrappers. */
public interface OuterPair {

    /** The request, as the filters in front have left it. */
    HttpServletRequest outerRequest();

    /** The response, as the filters in front have left it. */
    HttpServletResponse outerResponse();

    /** The servlet container that the request is in. */
    Container container();
}
