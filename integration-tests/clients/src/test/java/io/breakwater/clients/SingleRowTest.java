package io.breakwater.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.FaultClassifier;
import io.breakwater.internal.fault.Outcome;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import okhttp3.tls.HandshakeCertificates;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.BasicHttpClientResponseHandler;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/** Rows that only one client, or one way to set it up, brings about. */
class SingleRowTest {

    private static final HandshakeCertificates NO_TLS = new HandshakeCertificates.Builder().build();

    private final FaultClassifier classifier = new FaultClassifier();
    private final ScriptedDownstream downstream = ScriptedDownstream.start();

    @AfterEach
    void close() {
        downstream.close();
    }

    private void assertFault(Thrown.Call call, Fault expected) {
        Throwable thrown = Thrown.by(call).orElseThrow();
        assertThat(classifier.classify(thrown))
                .as(Thrown.chain(thrown))
                .map(Outcome.Failed::fault)
                .contains(expected);
    }

    private static Behaviour says(String answer) {
        return call -> {
            call.send(answer);
            call.close();
        };
    }

    @Test
    void headersLargerThanTheJdkTakes() {
        downstream.behave(says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
                + ("X-Many: " + "x".repeat(1000) + "\r\n").repeat(1000) + "\r\nok"));
        // Without a time limit: to read that much takes longer than a stall is waited for.
        java.net.http.HttpClient jdk = java.net.http.HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(downstream.uri()).build();

        assertFault(() -> jdk.send(request, BodyHandlers.discarding()), Fault.RESPONSE_HEADER_SIZE);
    }

    @Test
    void headersLargerThanApacheIsToldToTake() throws Exception {
        downstream.behave(says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Long: " + "x".repeat(2000) + "\r\n\r\nok"));
        Http1Config narrow = Http1Config.custom().setMaxLineLength(1000).build();
        try (CloseableHttpClient apache = HttpClients.custom()
                .disableAutomaticRetries()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(narrow)
                                .build())
                        .build())
                .build()) {
            assertFault(
                    () -> apache.execute(new HttpGet(downstream.uri()), response -> response.getCode()),
                    Fault.RESPONSE_HEADER_SIZE);
        }
    }

    @Test
    void aChunkThatApacheGetsHalfOf() throws Exception {
        downstream.behave(says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhello"));
        try (ProxyVariant apache = ProxyVariants.APACHE.open(NO_TLS)) {
            assertFault(() -> apache.get(downstream.uri()), Fault.RESPONSE_INCOMPLETE);
        }
    }

    @Test
    void aStatusThatApachesOwnHandlerThrows() throws Exception {
        downstream.behave(Answer.status(504));
        try (CloseableHttpClient apache = ApacheVariant.client(NO_TLS.sslContext())) {
            Throwable thrown = Thrown.by(
                            () -> apache.execute(new HttpGet(downstream.uri()), new BasicHttpClientResponseHandler()))
                    .orElseThrow();

            assertThat(classifier.classify(thrown)).map(Outcome.Failed::status).contains(504);
        }
    }

    @Test
    void aStatusLineLongerThanNettyTakes() throws Exception {
        downstream.behave(says("HTTP/1.1 200 " + "x".repeat(10_000) + "\r\nContent-Length: 2\r\n\r\nok"));
        try (ProxyVariant netty = ProxyVariants.WEB_CLIENT.open(NO_TLS)) {
            assertFault(() -> netty.get(downstream.uri()), Fault.PROTOCOL_ERROR);
        }
    }

    /** A name server that never answers; only a resolver that is not the operating system's tells that from an unknown name. */
    @Test
    void aNameServerThatDoesNotAnswer() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            LoopResources loops = LoopResources.create("dns", 1, true);
            DnsAddressResolverGroup resolver = new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                    .datagramChannelType(NioDatagramChannel.class)
                    .nameServerProvider(new SingletonDnsServerAddressStreamProvider(
                            (InetSocketAddress) silent.getLocalSocketAddress()))
                    .maxQueriesPerResolve(1)
                    .queryTimeoutMillis(Patience.connectMillis()));
            try {
                HttpClient client =
                        HttpClient.newConnection().runOn(loops, false).resolver(resolver);

                assertFault(
                        () -> client.get()
                                .uri(URI.create("http://shop.example/"))
                                .response()
                                .block(),
                        Fault.DNS_TIMEOUT);
            } finally {
                resolver.close();
                loops.disposeLater().block();
            }
        }
    }
}
