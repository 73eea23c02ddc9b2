package io.breakwater.contract.frameworks;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** What {@link JerseyApp} gives Jersey beside its resources. */
final class JerseyProviders {
    private JerseyProviders() {}

    static final class Mapped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final class MappedToStatus extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final class MappedBadly extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What cannot be written. */
    static final class Unwritable {}

    /** Answers with a body. */
    public static final class Mapper implements ExceptionMapper<Mapped> {
        @Override
        public Response toResponse(Mapped exception) {
            return Response.status(422)
                    .type("application/problem+json")
                    .entity("{\"title\":\"mapped\"}")
                    .build();
        }
    }

    /** Answers without a body, so that the container's page is sent. */
    public static final class StatusMapper implements ExceptionMapper<MappedToStatus> {
        @Override
        public Response toResponse(MappedToStatus exception) {
            return Response.status(500).build();
        }
    }

    /** Answers nothing. */
    public static final class BrokenMapper implements ExceptionMapper<MappedBadly> {
        @Override
        public Response toResponse(MappedBadly exception) {
            throw new IllegalStateException("in the mapper");
        }
    }

    /** Lets nobody through to one resource. */
    public static final class Aborting implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            if (request.getUriInfo().getPath().endsWith("abort")) {
                request.abortWith(Response.status(401)
                        .header("WWW-Authenticate", "Basic realm=\"harbour\"")
                        .build());
            }
        }
    }

    /** Fails with the answer of one resource in its hands. */
    public static final class FailingAtTheEnd implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (request.getUriInfo().getPath().endsWith("response-filter")) {
                throw new IllegalStateException("in the filter");
            }
        }
    }

    /** Fails after a few bytes. */
    public static final class UnwritableWriter implements MessageBodyWriter<Unwritable> {
        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
            return type == Unwritable.class;
        }

        @Override
        public void writeTo(
                Unwritable entity,
                Class<?> type,
                Type generic,
                Annotation[] annotations,
                MediaType media,
                MultivaluedMap<String, Object> headers,
                OutputStream out)
                throws IOException {
            out.write('x');
            throw new IOException("in the writer");
        }
    }
}
