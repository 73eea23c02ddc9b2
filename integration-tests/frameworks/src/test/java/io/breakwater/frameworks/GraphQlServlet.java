package io.breakwater.frameworks;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.SimpleDataFetcherExceptionHandler;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.breakwater.Breakwater;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A GraphQL endpoint over a dead downstream: 200, with errors. */
final class GraphQlServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String SCHEMA = "type Query { order: String  books: String }";

    private final transient GraphQL graphQl;

    /** @param tells whether its handler of exceptions tells the guard */
    GraphQlServlet(boolean tells) {
        RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                .type("Query", type -> type.dataFetcher("order", environment -> DeadDownstream.ask())
                        .dataFetcher("books", environment -> "calm"))
                .build();
        GraphQLSchema schema = new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SCHEMA), wiring);
        GraphQL.Builder builder = GraphQL.newGraphQL(schema);
        if (tells) {
            builder.defaultDataFetcherExceptionHandler(new Telling());
        }
        graphQl = builder.build();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ExecutionResult result = graphQl.execute(ExecutionInput.newExecutionInput("{ order books }")
                .graphQLContext(Map.of(HttpServletRequest.class, request))
                .build());
        response.setContentType("application/json");
        response.getWriter().print(result.toSpecification());
    }

    /** What an app sets for exceptions, with the one line that tells the guard. */
    private static final class Telling implements DataFetcherExceptionHandler {
        private final DataFetcherExceptionHandler usual = new SimpleDataFetcherExceptionHandler();

        @Override
        public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
                DataFetcherExceptionHandlerParameters failed) {
            HttpServletRequest request =
                    failed.getDataFetchingEnvironment().getGraphQlContext().get(HttpServletRequest.class);
            request.setAttribute(Breakwater.FAILURE_ATTRIBUTE, failed.getException());
            return usual.handleException(failed);
        }
    }
}
