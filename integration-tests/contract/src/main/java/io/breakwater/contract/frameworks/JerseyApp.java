package io.breakwater.contract.frameworks;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.corpus.Notes;
import io.breakwater.downstream.Bytes;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ChunkedOutput;
import org.glassfish.jersey.server.ResourceConfig;

/** An app of Jersey's whose resources fail. */
@Path("/")
@Produces("text/plain")
@SuppressWarnings("DoNotCallSuggester") // only Jersey calls them
public final class JerseyApp {
    private static final int MOMENT_MILLIS = 50;

    static ResourceConfig config() {
        return new ResourceConfig(
                JerseyApp.class,
                JerseyProviders.Mapper.class,
                JerseyProviders.StatusMapper.class,
                JerseyProviders.BrokenMapper.class,
                JerseyProviders.Aborting.class,
                JerseyProviders.FailingAtTheEnd.class,
                JerseyProviders.UnwritableWriter.class);
    }

    /** Well. */
    @GET
    @Path("ok")
    public String ok() {
        return "calm";
    }

    /** Stopped by a filter. */
    @GET
    @Path("abort")
    public String aborted() {
        return "never reached";
    }

    /** Spoilt by a filter. */
    @GET
    @Path("response-filter")
    public String spoilt() {
        return "never sent";
    }

    /** Text alone. */
    @POST
    @Path("text")
    @Consumes("text/plain")
    public String text(String text) {
        return text;
    }

    /** Numbers alone. */
    @GET
    @Path("number")
    public String number(@QueryParam("n") int number) {
        return Integer.toString(number);
    }

    /** With nothing. */
    @GET
    @Path("nothing")
    public void nothing() {}

    /** By an exception. */
    @GET
    @Path("checked")
    public String checked() throws Exception {
        throw new Exception("checked");
    }

    /** By an exception. */
    @GET
    @Path("runtime")
    public String runtime() {
        throw new IllegalStateException("runtime");
    }

    /** By an error. */
    @GET
    @Path("error")
    public String error() {
        throw new AssertionError("error");
    }

    /** By an exception of the API below. */
    @GET
    @Path("servlet-exception")
    public String servletException() throws ServletException {
        throw new ServletException("servlet", new IllegalStateException("inner"));
    }

    /** By a status. */
    @GET
    @Path("bare/{status}")
    public String bare(@PathParam("status") int status) {
        throw new WebApplicationException(status);
    }

    /** By a status and what is to be said of it. */
    @GET
    @Path("entity/{status}")
    public String entity(@PathParam("status") int status) {
        throw new WebApplicationException(Response.status(status)
                .header("X-Reason", "own")
                .entity("this went wrong")
                .build());
    }

    /** By an exception of its own. */
    @GET
    @Path("mapped")
    public String mapped() {
        throw new JerseyProviders.Mapped();
    }

    /** By an exception of its own. */
    @GET
    @Path("mapped-to-status")
    public String mappedToStatus() {
        throw new JerseyProviders.MappedToStatus();
    }

    /** By an exception of its own. */
    @GET
    @Path("mapper-throws")
    public String mapperThrows() {
        throw new JerseyProviders.MappedBadly();
    }

    /** Whose writer fails. */
    @GET
    @Path("unwritable")
    public JerseyProviders.Unwritable unwritable() {
        return new JerseyProviders.Unwritable();
    }

    /** Which has no writer. */
    @GET
    @Path("unknown-entity")
    public Object unknownEntity() {
        return new JerseyProviders.Mapped();
    }

    /** A stream that fails somewhere. */
    @GET
    @Path("stream/{where}")
    public StreamingOutput stream(@PathParam("where") String where) {
        return out -> {
            if (where.equals("status")) {
                throw new WebApplicationException(
                        Response.status(410).entity("gone").build());
            }
            if (!where.equals("before")) {
                out.write(Bytes.utf8("first bytes").toArray());
            }
            if (where.equals("flushed")) {
                out.flush();
            }
            throw new IllegalStateException("in the stream");
        };
    }

    /** In pieces, which are there before anybody writes them: on a thread of its own a close can pass by the last of them. */
    @GET
    @Path("chunks")
    public ChunkedOutput<String> chunks() throws IOException {
        ChunkedOutput<String> output = new ChunkedOutput<>(String.class);
        output.write("one ");
        output.write("two");
        output.close();
        return output;
    }

    /** Another place. */
    @GET
    @Path("redirect/{status}")
    public Response redirect(@PathParam("status") int status) {
        return Response.status(status).location(URI.create("ok")).build();
    }

    /** Later, from a thread of the app's. */
    @GET
    @Path("later/{how}")
    public void later(
            @PathParam("how") String how, @Suspended AsyncResponse response, @Context HttpServletRequest request) {
        switch (how) {
            case "timeout" -> response.setTimeout(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
            case "handler" -> {
                response.setTimeoutHandler(late -> late.resume("handled"));
                response.setTimeout(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
            }
            case "thrown" -> throw new IllegalStateException("suspended");
            case "cancel" -> AsyncSubject.run(() -> response.cancel(1));
            default -> {
                Notes notes = Notes.of(request);
                AsyncSubject.run(() -> notes.outcomeOf("resume", () -> response.resume(outcome(how))));
            }
        }
    }

    private Object outcome(String how) {
        return switch (how) {
            case "value" -> "late";
            case "exception" -> new IllegalStateException("late");
            case "status" -> new WebApplicationException(404);
            case "mapped" -> new JerseyProviders.Mapped();
            case "stream" -> stream("after");
            default -> throw new IllegalArgumentException(how);
        };
    }

    /** By a stage that has failed already: of one that is about to, it is luck on which thread Jersey hears of it. */
    @GET
    @Path("later/stage")
    public CompletionStage<String> stage() {
        return CompletableFuture.failedStage(new IOException("in the stage"));
    }
}
