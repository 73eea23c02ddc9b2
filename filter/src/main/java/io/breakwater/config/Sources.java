package io.breakwater.config;

import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Where settings come from. The properties file is read in any case; every other source is added here, and later ones win in
 * this order: init-params, code, system properties, environment. The order of calls matters between two of {@link #set} or
 * {@link #readAnew} only. Not thread-safe.
 */
public interface Sources {

    /** What finds resources on the class path: the web app's loader; unless given, the one that loaded the filter. */
    Sources classLoader(ClassLoader loader);

    /** Adds the filter's init-params, every one of which must be a setting. */
    Sources initParams(Map<String, String> params);

    /** Sets a value from code. */
    Sources set(String key, String value);

    /**
     * Sets a value on behalf of another configuration system.
     *
     * @param origin where people find it there, such as a file and line
     */
    Sources set(String key, String value, String origin);

    /**
     * Sets a value on behalf of another configuration system that took it from an environment variable, whose name does not
     * tell where words end; like {@link #set(String, String, String)}, and in order with it. Names that do not begin with
     * {@code BREAKWATER_} are passed over.
     */
    Sources setVariable(String name, String value, String origin);

    /**
     * Adds another configuration system, in the place of what code sets.
     *
     * @param source sets what it holds at that moment; called whenever settings are loaded
     */
    Sources readAnew(Consumer<Sources> source);

    /**
     * Adds system properties, which are read whenever settings are loaded; those that do not begin with {@code breakwater.}
     * are passed over.
     */
    Sources systemProperties(Properties properties);

    /**
     * Adds environment variables; those that do not begin with {@code BREAKWATER_} are passed over, and so are those that
     * Kubernetes makes for a Service of this name.
     */
    Sources environment(Map<String, String> variables);
}
