package io.breakwater.contract.corpus;

import jakarta.servlet.ServletRequestAttributeEvent;
import jakarta.servlet.ServletRequestAttributeListener;
import jakarta.servlet.http.HttpServletRequest;

/** Notes each change of a request's attributes, of programs that ask for it by their name. */
final class AttributeChanges implements ServletRequestAttributeListener {
    private static final String PATH = "/programs/listened-";

    @Override
    public void attributeAdded(ServletRequestAttributeEvent event) {
        note(event, "new");
    }

    @Override
    public void attributeRemoved(ServletRequestAttributeEvent event) {
        note(event, "gone");
    }

    @Override
    public void attributeReplaced(ServletRequestAttributeEvent event) {
        note(event, "other");
    }

    private static void note(ServletRequestAttributeEvent event, String what) {
        if (event.getServletRequest() instanceof HttpServletRequest request
                && request.getRequestURI().contains(PATH)) {
            Notes.of(request).add(what + " " + event.getName());
        }
    }
}
