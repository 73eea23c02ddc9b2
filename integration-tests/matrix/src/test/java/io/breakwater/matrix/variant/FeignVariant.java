package io.breakwater.matrix.variant;

import feign.Client;
import feign.Feign;
import feign.Request;
import feign.RequestLine;
import feign.Retryer;
import feign.Target;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** A servlet on an interface of OpenFeign's, over its default client and, as Spring has it, without its own retries. */
final class FeignVariant extends JettyHost {
    private final Environment surroundings;

    FeignVariant(Environment surroundings) {
        this.surroundings = surroundings;
    }

    interface Api {
        @RequestLine("GET")
        byte[] get(URI uri);

        @RequestLine("POST")
        byte[] post(URI uri, byte[] body);
    }

    @Override
    Servlet servlet() {
        Api api = Feign.builder()
                .client(new Client.Default(surroundings.tls().getSocketFactory(), null))
                .retryer(Retryer.NEVER_RETRY)
                .options(new Request.Options(
                        surroundings.connectMillis(),
                        TimeUnit.MILLISECONDS,
                        surroundings.answerMillis(),
                        TimeUnit.MILLISECONDS,
                        true))
                .target(Target.EmptyTarget.create(Api.class));
        return new Proxy(surroundings.targets(), api);
    }

    private static final class Proxy extends CopyingServlet {
        private static final long serialVersionUID = 1L;

        private final transient Api api;

        Proxy(Targets targets, Api api) {
            super(targets);
            this.api = api;
        }

        @Override
        void ask(URI target, String method, byte[] body, HttpServletResponse answer) throws IOException {
            answer.getOutputStream().write(method.equals("POST") ? api.post(target, body) : api.get(target));
        }
    }
}
