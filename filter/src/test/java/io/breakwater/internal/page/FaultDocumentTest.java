package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code docs/faults.md} is made from {@link Fault} and from the page's English messages. */
class FaultDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/faults.md");

    private static final LocalizedMessages ENGLISH = new LocalizedMessages(Messages.english());

    /** Written anew with {@code -Dbreakwater.write-reference=true}. */
    @Test
    void theDocumentSaysWhatTheCodeDoes() throws IOException {
        String made = document();
        if (Boolean.getBoolean("breakwater.write-reference")) {
            Files.writeString(DOCUMENT, made);
        }

        assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
    }

    /** The heading is the anchor: a fault's word does not change. */
    private static String document() {
        StringBuilder out = new StringBuilder(
                """
                # Faults

                Why a downstream failed. The word for a fault stands in log lines, in metrics and in `application/problem+json`, where
                `type` is `urn:breakwater:fault:` and that word; it does not change. `Proxy-Status` has the error type of RFC 9209.

                This page is made from the code:
                `mvn -pl filter test -Dtest=FaultDocumentTest -Dbreakwater.write-reference=true` writes it anew.

                A fault is read from what the app's client throws. No guard sees what a client takes for a good answer: [matrix.md](matrix.md)
                names each such loss under "What a way hides".

                An app that decodes something itself does not tell whose it was: half of a gzip throws the same `EOFException` whether a downstream
                sent it or a visitor, in a parameter, a header or a part. So an `EOFException`, a `ZipException` or a certificate that cannot be read
                is a downstream's failure only where an HTTP client stands in the exception: in its stack right below the decoder, or around it. An
                app that unpacks a response itself, as with a `GZIPInputStream` around the body of `java.net.http` or `HttpURLConnection`, sets the
                request attribute `Breakwater.FAILURE_ATTRIBUTE` to the exception before it throws it on ([frameworks.md](frameworks.md)), or has a
                `FaultRule` for an exception of its own that it wraps around it. Otherwise such an exception is the app's own, without a page and
                without a vote.

                | Fault | Status | What happened |
                |---|---|---|
                """);
        for (Fault fault : Fault.values()) {
            String token = fault.token();
            out.append("| [`%s`](#%s) | %s | %s |\n".formatted(token, token, shortStatus(fault), cause(fault)));
        }
        out.append('\n');
        for (Fault fault : Fault.values()) {
            out.append("## ").append(fault.token()).append("\n\n");
            out.append("* The page says: ").append(visitorReads(fault)).append('\n');
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

    /** The words of the page itself, so that nobody is told of a sentence that no visitor sees. */
    private static String visitorReads(Fault fault) {
        return fault == Fault.CLIENT_GONE
                ? "nothing, since the client has left."
                : ENGLISH.happened(Optional.of(fault));
    }

    private static String cause(Fault fault) {
        return fault.operatorSentence().split(":", 2)[0];
    }

    private static String shortStatus(Fault fault) {
        return fault == Fault.DOWNSTREAM_STATUS ? "as received" : Integer.toString(fault.status());
    }

    private static String status(Fault fault) {
        return switch (fault) {
            case DOWNSTREAM_STATUS -> "as received.";
            case CLIENT_GONE ->
                "499 in the log, since no client is there to get a status. A client whose request the container could not read gets the container's 400, and the log has 400.";
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
