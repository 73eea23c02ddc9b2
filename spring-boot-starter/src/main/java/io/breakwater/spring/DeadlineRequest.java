package io.breakwater.spring;

import io.breakwater.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/** A request whose response is not read on once its deadline is missed. As thread-safe as the request in it. */
final class DeadlineRequest implements ClientHttpRequest, StreamingHttpOutputMessage {

    private final ClientHttpRequest request;
    private final StreamingHttpOutputMessage streaming;
    private final Deadline deadline;

    private DeadlineRequest(ClientHttpRequest request, StreamingHttpOutputMessage streaming, Deadline deadline) {
        this.request = request;
        this.streaming = streaming;
        this.deadline = deadline;
    }

    /** Unchanged where it is none of Spring's, which all stream. */
    static ClientHttpRequest of(ClientHttpRequest request, Deadline deadline) {
        return request instanceof StreamingHttpOutputMessage streaming
                ? new DeadlineRequest(request, streaming, deadline)
                : request;
    }

    @Override
    public ClientHttpResponse execute() throws IOException {
        return new DeadlineResponse(request, request.execute(), deadline);
    }

    @Override
    public void setBody(Body body) {
        streaming.setBody(body);
    }

    @Override
    public OutputStream getBody() throws IOException {
        return request.getBody();
    }

    @Override
    public HttpMethod getMethod() {
        return request.getMethod();
    }

    @Override
    public URI getURI() {
        return request.getURI();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return request.getAttributes();
    }

    @Override
    public HttpHeaders getHeaders() {
        return request.getHeaders();
    }
}
