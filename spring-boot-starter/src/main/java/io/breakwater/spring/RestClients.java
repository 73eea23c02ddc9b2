package io.breakwater.spring;

import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Has RestClient and RestTemplate take along what a call takes along. */
final class RestClients {

    private RestClients() {}

    static void prepare(RestClient.Builder builder, OutgoingCall call) {
        // Not an interceptor, which would hold the whole body in memory.
        builder.requestInitializer(request -> call.addTo(request.getHeaders()));
    }

    static void prepare(RestTemplate template, OutgoingCall call) {
        template.getClientHttpRequestInitializers().add(request -> call.addTo(request.getHeaders()));
    }
}
