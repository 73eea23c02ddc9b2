package org.springframework.web.client;

/** As Spring's own, which is not on the class path here: exceptions of clients are told by the names of their classes. */
public final class RestClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With that message and cause. */
    public RestClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
