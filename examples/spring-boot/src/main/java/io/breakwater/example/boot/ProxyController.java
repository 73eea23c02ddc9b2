package io.breakwater.example.boot;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;

/**
 * Passes {@code /api/orders/7} on to the service "orders". Whatever goes wrong is thrown as it is: deadlines, retries and error
 * pages are the filter's affair, and so are the correlation ID and the time-out of each call, since the client is made by
 * the builder that Boot gives out.
 */
@RestController
final class ProxyController {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyController.class);
    private static final List<String> ASKED_WITH =
            List.of("Accept", "Accept-Language", "Content-Type", "Idempotency-Key");
    private static final List<String> ANSWERED_WITH = List.of("Content-Type", "Content-Length", "Retry-After");

    private final Downstreams downstreams;
    private final RestClient client;

    ProxyController(Downstreams downstreams, RestClient.Builder clients) {
        this.downstreams = downstreams;
        this.client = clients.build();
    }

    @RequestMapping("/api/{service}/**")
    void pass(
            @PathVariable String service,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request,
            HttpServletResponse response) {
        URI downstream = downstreams.find(service).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String path = request.getRequestURI().substring("/api".length());
        String query = Optional.ofNullable(request.getQueryString())
                .map(text -> "?" + text)
                .orElse("");
        RestClient.RequestBodySpec call = client.method(HttpMethod.valueOf(request.getMethod()))
                .uri(URI.create(downstream + path + query))
                .headers(headers -> ASKED_WITH.forEach(name ->
                        Optional.ofNullable(request.getHeader(name)).ifPresent(value -> headers.set(name, value))));
        if (body != null) {
            call.body(body);
        }
        HttpStatusCode status = call.exchange((asked, answer) -> copy(answer, response));
        LOG.info("answered status={} method={} uri={}", status, request.getMethod(), request.getRequestURI());
    }

    private static HttpStatusCode copy(ClientHttpResponse answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.getStatusCode().value());
        ANSWERED_WITH.forEach(name -> Optional.ofNullable(answer.getHeaders().getFirst(name))
                .ifPresent(value -> response.setHeader(name, value)));
        try (InputStream body = answer.getBody()) {
            body.transferTo(response.getOutputStream());
        }
        return answer.getStatusCode();
    }
}
