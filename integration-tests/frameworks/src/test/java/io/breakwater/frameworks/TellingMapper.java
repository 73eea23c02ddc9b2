package io.breakwater.frameworks;

import io.breakwater.Breakwater;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** An app's mapper for whatever goes wrong, with the one line that tells the guard. */
@Provider
public final class TellingMapper implements ExceptionMapper<Throwable> {
    @Context
    @SuppressWarnings("NullAway.Init") // by JAX-RS
    private HttpServletRequest request;

    @Override
    public Response toResponse(Throwable failure) {
        request.setAttribute(Breakwater.FAILURE_ATTRIBUTE, failure);
        return Response.serverError().build();
    }
}
