package io.breakwater.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.support.StandardServletEnvironment;

/** A Boot app that runs on a free port, and a client for it. */
final class Harbour implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    private Harbour(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts {@code app} with properties like {@code breakwater.timeout=1s}. */
    static Harbour start(Class<?> app, String... properties) {
        return start(app, Map.of(), properties);
    }

    /** The same in an environment with these variables. */
    static Harbour start(Class<?> app, Map<String, Object> variables, String... properties) {
        return start(app, variables, context -> {}, properties);
    }

    /** The same with beans that {@code beans} registers. */
    static Harbour start(Class<?> app, Consumer<GenericApplicationContext> beans, String... properties) {
        return start(app, Map.of(), beans, properties);
    }

    private static Harbour start(
            Class<?> app,
            Map<String, Object> variables,
            Consumer<GenericApplicationContext> beans,
            String... properties) {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("server.port", "0");
        given.put("spring.main.banner-mode", "off");
        given.put("spring.jmx.enabled", "false");
        for (String property : properties) {
            String[] pair = property.split("=", 2);
            given.put(pair[0], pair[1]);
        }
        return new Harbour(new SpringApplicationBuilder(app)
                .environment(new Surroundings(variables, given))
                .initializers(Harbour::registerServer, context -> beans.accept((GenericApplicationContext) context))
                .run());
    }

    /** The server that the test wants, instead of the one that Boot would take. */
    private static void registerServer(ConfigurableApplicationContext context) {
        String factory = context.getEnvironment().getProperty("test.server");
        if (factory != null) {
            Class<?> type = ClassUtils.resolveClassName(factory, Harbour.class.getClassLoader());
            ((GenericApplicationContext) context).registerBean("testServer", type);
        }
    }

    /** Variables that nobody can set in a running JVM, and properties that win over all others. */
    private static final class Surroundings extends StandardServletEnvironment {
        Surroundings(Map<String, Object> variables, Map<String, Object> properties) {
            getPropertySources()
                    .replace(
                            SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
            getPropertySources().addFirst(new MapPropertySource("test", properties));
        }
    }

    /** The class of the factory that made the server. */
    String serverName() {
        return context.getBean("testServer").getClass().getSimpleName();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    HttpResponse<String> visit(String path) {
        return get(path, "text/html");
    }

    HttpResponse<String> get(String path, String accept, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Accept", accept);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    HttpResponse<String> post(String path) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> send(String method, String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        json.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> options(String path, String... headers) {
        return send(HttpRequest.newBuilder(uri(path))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .headers(headers));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(client, request);
    }

    /** On a connection of its own, for what may make the server close it. */
    HttpResponse<String> sendAlone(HttpRequest.Builder request) {
        return send(HttpClient.newHttpClient(), request);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
