package io.breakwater.spring;

import io.breakwater.Breakwater;
import io.breakwater.operations.console.BreakwaterConsoleServlet;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The console beside the actuator's endpoints, where those are at the app's own port. Closed to all but direct connections from this host until
 * the app's settings open it. A registration of the app's own takes its place, or takes it away.
 */
@AutoConfiguration(after = BreakwaterAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({BreakwaterConsoleServlet.class, ConditionalOnManagementPort.class})
@ConditionalOnManagementPort(ManagementPortType.SAME)
@ConditionalOnBean(Breakwater.class)
public class ConsoleAutoConfiguration {

    /** At {@code /actuator/breakwater/console}. */
    @Bean
    @ConditionalOnMissingBean(
            value = BreakwaterConsoleServlet.class,
            parameterizedContainer = ServletRegistrationBean.class)
    ServletRegistrationBean<BreakwaterConsoleServlet> breakwaterConsole(Environment environment) {
        String base = environment.getProperty("management.endpoints.web.base-path", "/actuator");
        String path = base.equals("/") ? "" : base;
        return new ServletRegistrationBean<>(new BreakwaterConsoleServlet(), path + "/breakwater/console/*");
    }
}
