package io.breakwater.spring;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.ParameterizableViewController;
import org.springframework.web.servlet.resource.DefaultServletHttpRequestHandler;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * The app's own files, which Spring MVC's resource handlers serve. By default those are mapped to everything that no controller
 * takes, so only Spring's mappings can tell; they are asked for what looks like a file only, and for the welcome page.
 */
final class StaticFiles implements Exemption {

    private static final Logger LOG = LoggerFactory.getLogger(StaticFiles.class);

    private static final String WELCOME_PAGE = "forward:index.html";

    private final ListableBeanFactory beans;
    /** Null until somebody asks, when all beans are there. */
    private volatile @Nullable List<HandlerMapping> known;

    StaticFiles(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public boolean test(HttpServletRequest request) {
        return mayBeFile(request) && isFile(handlerOf(new Rehearsal(request)));
    }

    @Override
    public List<String> told(ServletContext context) {
        return List.of("files that Spring MVC's resource handlers serve");
    }

    private static boolean mayBeFile(HttpServletRequest request) {
        String method = request.getMethod();
        String uri = request.getRequestURI();
        int name = uri.lastIndexOf('/') + 1;
        return (method.equals("GET") || method.equals("HEAD"))
                && (name == uri.length() || uri.indexOf('.', name) >= 0)
                && ActuatorPaths.DISPATCHER_SERVLET.equals(
                        request.getHttpServletMapping().getServletName())
                // Who reads a body to choose a handler must not have it taken away.
                && request.getContentLengthLong() <= 0
                && request.getHeader("Transfer-Encoding") == null;
    }

    private static boolean isFile(@Nullable Object handler) {
        return handler instanceof ResourceHttpRequestHandler
                || handler instanceof DefaultServletHttpRequestHandler
                || (handler instanceof ParameterizableViewController view && WELCOME_PAGE.equals(view.getViewName()));
    }

    /** What the {@code DispatcherServlet} will find; null when that is nothing, or an exception. */
    @SuppressWarnings("IllegalCatch") // as HandlerMapping declares it
    private @Nullable Object handlerOf(HttpServletRequest request) {
        try {
            ServletRequestPathUtils.parseAndCache(request);
            for (HandlerMapping mapping : mappings()) {
                HandlerExecutionChain chain = mapping.getHandler(request);
                if (chain != null) {
                    return chain.getHandler();
                }
            }
        } catch (Exception e) {
            LOG.debug("no handler, as the app itself is about to find out", e);
        }
        return null;
    }

    private List<HandlerMapping> mappings() {
        List<HandlerMapping> mappings = known;
        if (mappings == null) {
            mappings = new ArrayList<>(
                    BeanFactoryUtils.beansOfTypeIncludingAncestors(beans, HandlerMapping.class, true, false)
                            .values());
            AnnotationAwareOrderComparator.sort(mappings);
            known = mappings;
        }
        return mappings;
    }
}
