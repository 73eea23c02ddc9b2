package io.breakwater.contract.frameworks;

import io.breakwater.BreakwaterFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import org.springframework.web.WebApplicationInitializer;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** How docs/spring.md says that an app of Spring MVC's without Boot is wired. */
public final class Start implements WebApplicationInitializer {
    @Override
    public void onStartup(ServletContext context) {
        FilterRegistration.Dynamic guard = context.addFilter("breakwater", BreakwaterFilter.class);
        guard.setAsyncSupported(true);
        guard.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");

        AnnotationConfigWebApplicationContext app = new AnnotationConfigWebApplicationContext();
        app.register(SpringMvcApp.class);
        ServletRegistration.Dynamic servlet = context.addServlet("app", new DispatcherServlet(app));
        servlet.setAsyncSupported(true);
        servlet.addMapping("/");
    }
}
