package io.breakwater.operations.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.File;
import org.slf4j.LoggerFactory;

class JsonByLogbackTest extends JsonLogs {

    private static void load(File file) throws JoranException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(file);
    }

    @Override
    void configure() throws JoranException {
        load(new File("../docs/operations/logback-json.xml"));
    }

    @Override
    void restore() throws JoranException {
        load(new File("src/test/resources/logback-test.xml"));
    }

    @Override
    String messageField() {
        return "formattedMessage";
    }
}
