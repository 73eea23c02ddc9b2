package io.breakwater.frameworks;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** An app's mapper for whatever goes wrong, as most apps have it. */
@Provider
public final class MuteMapper implements ExceptionMapper<Throwable> {
    @Override
    public Response toResponse(Throwable failure) {
        return Response.serverError().entity("something went wrong").build();
    }
}
