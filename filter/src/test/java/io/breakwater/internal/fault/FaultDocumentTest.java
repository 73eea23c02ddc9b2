package io.breakwater.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/faults.md} is made from {@link Fault}: this fails when the two differ, and with {@code -Dfaults.write} writes the file
 * anew instead.
 */
class FaultDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/faults.md");

    @Test
    void theDocumentSaysWhatTheCodeDoes() throws IOException {
        String made = document();
        if (System.getProperty("faults.write") != null) {
            Files.writeString(DOCUMENT, made);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
    }

    /** The heading is the anchor: a fault's word does not change. */
    private static String document() {
        StringBuilder out = new StringBuilder(
                """
                # Faults

                Why a downstream failed, as it stands in log lines, in `application/problem+json` and in `Proxy-Status` (RFC 9209). This
                page is made from the code: `mvn -pl filter test -Dtest=FaultDocumentTest -Dfaults.write` writes it anew.

                A fault is read from what the app's client throws. What a client takes for a good answer, no guard can see: `docs/matrix.md`
                names each such loss under "What a way hides".

                What an app decodes by itself tells of nobody: half of a gzip throws the same `EOFException` whether a downstream sent it or a
                visitor, in a parameter, a header or a part. So an `EOFException`, a `ZipException` or a certificate that cannot be read is
                a downstream's only where a client stands in the exception: in its stack right below the decoder, or around it. An app that
                unpacks an answer itself, as with a `GZIPInputStream` around the body of `java.net.http` or `HttpURLConnection`, says so: by
                the request attribute `Breakwater.FAILURE_ATTRIBUTE`, set to the exception before it is thrown on, or by a `FaultRule` for an exception
                of its own that it wraps around it. Otherwise such an exception is the app's own, without a page and without a vote.

                """);
        for (Fault fault : Fault.values()) {
            out.append("## ").append(fault.token()).append("\n\n");
            out.append("* For the visitor: ").append(fault.visitorSentence()).append('\n');
            out.append("* What to check: ").append(fault.operatorSentence()).append('\n');
            out.append("* Status: ").append(status(fault)).append('\n');
            fault.proxyStatusError().ifPresent(error -> out.append("* `Proxy-Status`: `error=")
                    .append(error)
                    .append("`\n"));
            out.append("* The request ").append(reach(fault)).append(".\n");
            out.append("* Circuit breaker: ")
                    .append(fault.countsAsFailure() ? "counts as a failure" : "does not count")
                    .append(".\n\n");
        }
        return out.toString().stripTrailing() + "\n";
    }

    private static String status(Fault fault) {
        return switch (fault) {
            case DOWNSTREAM_STATUS -> "as received.";
            case CLIENT_GONE ->
                "499 in the log; nobody is there to get one. A client whose request the container could not read gets, and the log has, its 400.";
            default -> fault.status() + ".";
        };
    }

    private static String reach(Fault fault) {
        return switch (fault.reach()) {
            case NOT_SENT ->
                fault.isTransient()
                        ? "never reached the downstream's application, so that a route may have any method sent again"
                        : "never reached the downstream, but to send it again would not help";
            case PERHAPS -> "may have reached the downstream";
            case RECEIVED -> "reached the downstream";
        };
    }
}
