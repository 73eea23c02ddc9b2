package io.breakwater.spring;

import io.breakwater.Deadline;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A response whose body ends in a time-out once the page has gone out in the app's place. A read time-out does not see to that
 * where a body drips, since each byte is in time. Not thread-safe.
 */
final class DeadlineResponse implements ClientHttpResponse {

    private final ClientHttpRequest request;
    private final ClientHttpResponse response;
    private final Deadline deadline;
    private @Nullable InputStream body;

    DeadlineResponse(ClientHttpRequest request, ClientHttpResponse response, Deadline deadline) {
        this.request = request;
        this.response = response;
        this.deadline = deadline;
        Cut.whenMissed(response, deadline);
    }

    @Override
    public HttpStatusCode getStatusCode() throws IOException {
        return response.getStatusCode();
    }

    @Override
    public String getStatusText() throws IOException {
        return response.getStatusText();
    }

    @Override
    public HttpHeaders getHeaders() {
        return response.getHeaders();
    }

    @Override
    public InputStream getBody() throws IOException {
        InputStream known = body;
        if (known == null) {
            known = new Body(response.getBody());
            body = known;
        }
        return known;
    }

    /** Reads the rest of the body, so that the connection can be used again; not of one that nobody waits for. */
    @Override
    public void close() {
        if (deadline.isMissed()) {
            Cut.connectionOf(request);
        }
        response.close();
    }

    private final class Body extends FilterInputStream {

        Body(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            requireTime();
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            requireTime();
            return in.read(bytes, offset, length);
        }

        private void requireTime() throws SocketTimeoutException {
            if (deadline.isMissed()) {
                throw new SocketTimeoutException("The deadline was missed, and the request has been answered");
            }
        }
    }
}
