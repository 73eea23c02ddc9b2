package io.breakwater.config;

import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * The sources of settings. The properties file is always read; every other source is added here. Later sources take
 * precedence, in this order: init-params, code, system properties, environment. The order of calls matters only among {@link
 * #set} and {@link #readAnew}. Not thread-safe.
 */
public interface Sources {

    /** Sets the loader of class path resources: usually that of the web app; by default, the one that loaded the filter. */
    Sources classLoader(ClassLoader loader);

    /** Adds the filter's init-params, every one of which must be a setting. */
    Sources initParams(Map<String, String> params);

    /** Sets a value from code. */
    Sources set(String key, String value);

    /**
     * Sets a value on behalf of another configuration system.
     *
     * @param origin where the value was given, such as a file and line
     */
    Sources set(String key, String value, String origin);

    /**
     * Sets a value on behalf of another configuration system that took it from an environment variable, whose name does not
     * show where words end; like {@link #set(String, String, String)}, and in order with it. Names that do not begin with
     * {@code BREAKWATER_} are ignored.
     */
    Sources setVariable(String name, String value, String origin);

    /**
     * Adds another configuration system, with the precedence of {@link #set}.
     *
     * @param source sets the present values of that system; called whenever settings are loaded
     */
    Sources readAnew(Consumer<Sources> source);

    /**
     * Adds system properties, which are read whenever settings are loaded; those that do not begin with {@code breakwater.}
     * are ignored.
     */
    Sources systemProperties(Properties properties);

    /**
     * Adds environment variables; those that do not begin with {@code BREAKWATER_} are ignored, as are those that Kubernetes
     * sets for a Service of this name.
     */
    Sources environment(Map<String, String> variables);
}
