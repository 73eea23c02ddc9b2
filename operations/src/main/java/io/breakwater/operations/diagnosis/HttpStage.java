package io.breakwater.operations.diagnosis;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One {@code GET} over a connection, and what comes of it. For one request. */
final class HttpStage {

    private static final int TLS_ALERT = 0x15;
    private static final int SERVER_ERROR = 500;
    private static final int REDIRECT = 300;
    private static final int CLIENT_ERROR = 400;

    private final Target target;
    private final ProbeLimits limits;
    private Optional<TlsStage> tls = Optional.empty();

    HttpStage(Target target, ProbeLimits limits) {
        this.target = target;
        this.limits = limits;
    }

    /** Says that the connection is secured, whose server may still send an alert in place of an answer. */
    HttpStage over(TlsStage secured) {
        tls = Optional.of(secured);
        return this;
    }

    void run(TimedSocket timed, Socket socket, Attempt attempt) throws IOException {
        timed.allow(limits.answer());
        attempt.begin();
        String request = "GET " + target.path() + " HTTP/1.1\r\nHost: " + target.authority()
                + "\r\nUser-Agent: Breakwater-Diagnosis\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        AnswerReader reader = new AnswerReader(new BufferedInputStream(socket.getInputStream()));
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            read(reader, attempt);
        } catch (SocketTimeoutException e) {
            boolean nothing = reader.bytesRead() == 0;
            fail(
                    attempt,
                    nothing ? Finding.SILENT : Finding.STALLED,
                    nothing ? "no answer" : "the answer stops after " + reader.bytesRead() + " bytes",
                    "");
        } catch (AnswerReader.NotHttpException e) {
            notHttp(e, attempt);
        } catch (AnswerReader.HeadTooLargeException e) {
            fail(attempt, Finding.HEADERS_TOO_LARGE, "the headers do not end", "");
        } catch (IOException e) {
            ended(e, reader, attempt);
        }
    }

    private void read(AnswerReader reader, Attempt attempt) throws IOException {
        AnswerReader.Head head = reader.head();
        Duration untilHead = attempt.elapsed();
        String said = Printable.line(head.statusLine()) + ", headers after " + Diagnosis.millis(untilHead);
        reader.body(head);
        int status = head.status();
        if (status >= SERVER_ERROR) {
            Finding finding = status >= 502 && status <= 504 ? Finding.FAILING_STATUS : Finding.SERVER_ERROR;
            fail(attempt, finding, said, "It answers " + status + ".");
        } else if (untilHead.compareTo(target.patience()) > 0) {
            fail(
                    attempt,
                    Finding.SLOW,
                    said,
                    "The answer took " + Diagnosis.millis(untilHead) + ", and an attempt may take "
                            + Diagnosis.millis(target.patience()) + ".");
        } else {
            attempt.ok(Stage.Name.HTTP, said, List.of());
            attempt.found(Finding.HEALTHY, note(status));
        }
    }

    private static String note(int status) {
        if (status >= CLIENT_ERROR) {
            return "It answers " + status + " for this path: set a health path if that is not what it should answer.";
        }
        return status >= REDIRECT ? "It redirects, and the probe does not follow." : "";
    }

    private void notHttp(AnswerReader.NotHttpException e, Attempt attempt) {
        byte[] first = e.first();
        if (first.length > 0 && first[0] == TLS_ALERT && tls.isEmpty()) {
            fail(attempt, Finding.TLS_NOT_EXPECTED, "what comes back is a TLS alert", "");
            return;
        }
        String text = new String(first, StandardCharsets.ISO_8859_1);
        String detail = "It begins: " + Printable.bytes(first);
        if (text.startsWith("SSH-")) {
            detail = "It is an SSH server.";
        } else if (e.isHttp2()) {
            detail = "It talks HTTP/2 without TLS, which must be agreed on beforehand.";
        }
        fail(attempt, Finding.NOT_HTTP, "what comes back is no HTTP/1", detail);
    }

    private void ended(IOException e, AnswerReader reader, Attempt attempt) {
        Optional<String> alert = TlsStage.alert(e);
        boolean wanted = tls.map(TlsStage::askedForCertificate).orElse(false);
        if (alert.isPresent()) {
            fail(
                    attempt,
                    wanted ? Finding.CLIENT_CERTIFICATE_WANTED : Finding.TLS_ALERT,
                    "the downstream sends the alert " + alert.get(),
                    "");
        } else if (reader.bytesRead() == 0) {
            String how = e instanceof EOFException ? "closed" : "reset";
            fail(attempt, Finding.CLOSED_UNANSWERED, "the connection is " + how + " without an answer", "");
        } else {
            fail(
                    attempt,
                    Finding.ANSWER_CUT,
                    "the answer ends after " + reader.bytesRead() + " bytes, before it is whole",
                    "");
        }
    }

    private static void fail(Attempt attempt, Finding finding, String said, String detail) {
        attempt.failed(Stage.Name.HTTP, said, List.of());
        attempt.found(finding, detail);
    }
}
