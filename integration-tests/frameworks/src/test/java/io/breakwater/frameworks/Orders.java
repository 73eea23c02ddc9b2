package io.breakwater.frameworks;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.io.IOException;

/** A resource that asks a dead downstream. */
@Path("/orders")
@Produces("application/json")
@SuppressWarnings("DoNotCallSuggester") // only JAX-RS calls it
public final class Orders {
    /** On the container's thread. */
    @GET
    @Path("now")
    public String now() throws IOException {
        return DeadDownstream.ask();
    }

    /** On a thread of its own. */
    @GET
    @Path("later")
    public void later(@Suspended AsyncResponse response) {
        Thread thread = new Thread(() -> {
            try {
                response.resume(DeadDownstream.ask());
            } catch (IOException e) {
                response.resume(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** By a mistake of the app's own. */
    @GET
    @Path("mistake")
    public String mistake() {
        throw new IllegalStateException("the app's own mistake");
    }
}
