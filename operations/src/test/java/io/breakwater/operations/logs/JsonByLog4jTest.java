package io.breakwater.operations.logs;

/** On a class path of its own, where SLF4J finds Log4j and not Logback. */
class JsonByLog4jTest extends JsonLogs {

    /** Log4j reads it when the first logger is asked for, which is after this. */
    @Override
    void configure() {
        System.setProperty("log4j2.configurationFile", "../docs/operations/log4j2-json.xml");
    }

    @Override
    void restore() {
        System.clearProperty("log4j2.configurationFile");
    }

    @Override
    String messageField() {
        return "message";
    }
}
