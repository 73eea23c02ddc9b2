package io.breakwater.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {

    /** The statuses of RFC 9209, section 2.3, and who reached the downstream. */
    @ParameterizedTest
    @CsvSource({
        "DNS_ERROR, dns_error, 502, NOT_SENT",
        "DNS_TIMEOUT, dns_timeout, 504, NOT_SENT",
        "CONNECTION_REFUSED, connection_refused, 502, NOT_SENT",
        "CONNECTION_TIMEOUT, connection_timeout, 504, NOT_SENT",
        "TLS_CERTIFICATE_ERROR, tls_certificate_error, 502, NOT_SENT",
        "TLS_PROTOCOL_ERROR, tls_protocol_error, 502, NOT_SENT",
        "TLS_ALERT_RECEIVED, tls_alert_received, 502, NOT_SENT",
        "STREAM_REFUSED, connection_terminated, 502, NOT_SENT",
        "CONNECTION_TERMINATED, connection_terminated, 502, PERHAPS",
        "RESPONSE_INCOMPLETE, http_response_incomplete, 502, RECEIVED",
        "PROTOCOL_ERROR, http_protocol_error, 502, RECEIVED",
        "RESPONSE_TRANSFER_CODING, http_response_transfer_coding, 502, RECEIVED",
        "RESPONSE_CONTENT_CODING, http_response_content_coding, 502, RECEIVED",
        "RESPONSE_HEADER_SIZE, http_response_header_section_size, 502, RECEIVED",
        "RESPONSE_TIMEOUT, http_response_timeout, 504, PERHAPS",
        "READ_TIMEOUT, connection_read_timeout, 504, RECEIVED",
        "POOL_EXHAUSTED, connection_limit_reached, 503, NOT_SENT",
        "CIRCUIT_OPEN, destination_unavailable, 503, NOT_SENT",
        "CONCURRENCY_LIMIT, connection_limit_reached, 503, NOT_SENT"
    })
    void eachRowIsAsTheRfcHasIt(Fault fault, String error, int status, Reach reach) {
        assertThat(fault.proxyStatusError()).contains(error);
        assertThat(fault.status()).isEqualTo(status);
        assertThat(fault.reach()).isEqualTo(reach);
    }

    @Test
    void noFaultIsMissingAbove() throws NoSuchMethodException {
        Method rows = FaultTest.class.getDeclaredMethod(
                "eachRowIsAsTheRfcHasIt", Fault.class, String.class, int.class, Reach.class);

        assertThat(Arrays.stream(rows.getAnnotation(CsvSource.class).value())
                        .map(row -> row.substring(0, row.indexOf(','))))
                .containsExactlyElementsOf(Arrays.stream(Fault.values())
                        .filter(fault -> fault.proxyStatusError().isPresent())
                        .map(Fault::name)
                        .toList());
    }

    @Test
    void onlyRefusalsOfOursAndVanishedClientsDoNotVote() {
        assertThat(Arrays.stream(Fault.values()).filter(fault -> !fault.countsAsFailure()))
                .containsExactlyInAnyOrder(Fault.CIRCUIT_OPEN, Fault.CONCURRENCY_LIMIT, Fault.CLIENT_GONE);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyFaultHasAWordAndASentenceThatSaysWhatHappenedAndWhatToDo(Fault fault) {
        assertThat(fault.token()).matches("[a-z_]+");
        assertThat(fault.operatorSentence()).matches("[^:]+: [^:]+\\.");
    }

    @Test
    void noTwoFaultsShareAWord() {
        assertThat(Arrays.stream(Fault.values()).map(Fault::token).collect(Collectors.toSet()))
                .hasSameSizeAs(Fault.values());
    }
}
