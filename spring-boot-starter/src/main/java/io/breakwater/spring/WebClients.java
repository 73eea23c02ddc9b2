package io.breakwater.spring;

import io.breakwater.Deadline;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/** Has WebClient take along what a call takes along, and give up at the deadline. Loaded only where there is a WebClient. */
final class WebClients {

    private WebClients() {}

    static void prepare(WebClient.Builder builder, OutgoingCall call) {
        ExchangeFilterFunction taking = (request, next) -> {
            ClientRequest prepared =
                    ClientRequest.from(request).headers(call::addTo).build();
            return Deadline.current()
                    .map(deadline -> next.exchange(prepared).timeout(deadline.left()))
                    .orElseGet(() -> next.exchange(prepared));
        };
        builder.filter(taking);
    }
}
