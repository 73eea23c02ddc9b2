package io.breakwater.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.Malformed;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.FaultClassifier;
import io.breakwater.internal.fault.Outcome;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** gRPC over its own Netty, by hand: a method is a name and a way to write bytes. */
class GrpcTest {

    private static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("harbour.Orders/Place")
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final FaultClassifier classifier = new FaultClassifier();

    /** For a server that does answer, on however busy a machine. */
    private static final Duration GENEROUS = Duration.ofSeconds(30);

    private Optional<Fault> call(int port) throws InterruptedException {
        return call(port, GENEROUS);
    }

    private Optional<Fault> call(int port, Duration deadline) throws InterruptedException {
        ManagedChannel channel = Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
                .disableRetry()
                .build();
        try {
            Throwable thrown = Thrown.by(() -> place(channel, deadline)).orElseThrow();
            return classifier.classify(thrown).map(Outcome.Failed::fault);
        } finally {
            channel.shutdownNow();
            assertThat(channel.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void place(Channel channel, Duration deadline) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
        ClientCalls.blockingUnaryCall(channel, METHOD, options, new byte[1]);
    }

    @Test
    void refused() throws Exception {
        try (ScriptedDownstream downstream = ScriptedDownstream.start()) {
            downstream.behave(new Refuse());

            assertThat(call(downstream.port())).contains(Fault.CONNECTION_REFUSED);
        }
    }

    @Test
    void whatIsNoGrpcMayHaveBeenReached() throws Exception {
        try (ScriptedDownstream downstream = ScriptedDownstream.start()) {
            downstream.behave(new Reset());
            assertThat(call(downstream.port())).contains(Fault.CONNECTION_TERMINATED);

            downstream.behave(Malformed.SSH_BANNER);
            assertThat(call(downstream.port())).contains(Fault.PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, CONNECTION_TERMINATED",
        "DEADLINE_EXCEEDED, RESPONSE_TIMEOUT",
        "INTERNAL,",
        "NOT_FOUND,",
        "RESOURCE_EXHAUSTED,"
    })
    void whatTheServerAnswers(Status.Code code, Fault expected) throws Exception {
        Server server = serve(code);
        try {
            Duration deadline = code == Status.Code.DEADLINE_EXCEEDED ? Patience.ANSWER : GENEROUS;
            assertThat(call(server.getPort(), deadline)).isEqualTo(Optional.ofNullable(expected));
        } finally {
            server.shutdownNow();
            assertThat(server.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A server that answers with that status, but for {@code DEADLINE_EXCEEDED}, where it does not answer. */
    private static Server serve(Status.Code code) throws IOException {
        return NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(ServerServiceDefinition.builder("harbour.Orders")
                        .addMethod(METHOD, ServerCalls.asyncUnaryCall((request, observer) -> {
                            if (code != Status.Code.DEADLINE_EXCEEDED) {
                                observer.onError(code.toStatus().asRuntimeException());
                            }
                        }))
                        .build())
                .build()
                .start();
    }
}
