package io.breakwater.operations.diagnosis;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What there is to say about the certificates that a server has shown. Immutable. */
record Certificates(List<X509Certificate> chain, Instant now) {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** An own certificate that ends sooner than this is worth a word although it is still good. */
    private static final Duration SOON = Duration.ofDays(21);

    private static final int MOST_NAMES = 8;

    /** A line for each certificate, and what the server's own is for. */
    List<String> facts() {
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            facts.add((i == 0 ? "certificate: " : "then: ") + subject(certificate) + ", issued by "
                    + issuer(certificate) + ", "
                    + day(certificate.getNotBefore().toInstant()) + " to "
                    + day(certificate.getNotAfter().toInstant()));
            if (i == 0) {
                facts.add("names: " + String.join(", ", names()));
            }
        }
        if (!chain.isEmpty()) {
            Duration left = Duration.between(now, chain.get(0).getNotAfter().toInstant());
            if (!left.isNegative() && left.compareTo(SOON) < 0) {
                facts.add("it ends in " + left.toDays() + " days");
            }
        }
        return facts;
    }

    /** What is wrong with these certificates, of which it is known that they are refused. */
    Judged judge(boolean chainIsGood, String host) {
        Optional<X509Certificate> expired = chain.stream()
                .filter(one -> one.getNotAfter().toInstant().isBefore(now))
                .findFirst();
        if (expired.isPresent()) {
            Instant end = expired.get().getNotAfter().toInstant();
            return new Judged(
                    Finding.CERTIFICATE_EXPIRED,
                    subject(expired.get()) + " was valid until " + day(end) + ", "
                            + Duration.between(end, now).toDays() + " days ago.");
        }
        Optional<X509Certificate> early = chain.stream()
                .filter(one -> one.getNotBefore().toInstant().isAfter(now))
                .findFirst();
        if (early.isPresent()) {
            return new Judged(
                    Finding.CERTIFICATE_NOT_YET_VALID,
                    subject(early.get()) + " is valid from "
                            + day(early.get().getNotBefore().toInstant()) + " on.");
        }
        if (chainIsGood) {
            return new Judged(
                    Finding.CERTIFICATE_WRONG_NAME,
                    "It is for " + String.join(", ", names()) + "; the URL says " + host + ".");
        }
        X509Certificate last = chain.get(chain.size() - 1);
        boolean selfSigned = chain.size() == 1 && last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
        return new Judged(
                Finding.CERTIFICATE_UNKNOWN_ISSUER,
                selfSigned ? "It is self-signed." : "The chain that it shows ends at " + issuer(last) + ".");
    }

    /** Finding and detail. */
    record Judged(Finding finding, String detail) {}

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = chain.get(0).getSubjectAlternativeNames();
            if (alternatives != null) {
                // A pair of kind and name (RFC 5280, section 4.2.1.6); only names and addresses, 2 and 7, come as text
                // that is one.
                alternatives.stream()
                        .filter(pair -> Objects.equals(pair.get(0), 2) || Objects.equals(pair.get(0), 7))
                        .map(pair -> Printable.line(String.valueOf(pair.get(1))))
                        .limit(MOST_NAMES)
                        .forEach(names::add);
                if (alternatives.size() > MOST_NAMES) {
                    names.add("...");
                }
            }
        } catch (CertificateParsingException e) {
            names.add("names that cannot be read");
        }
        return names.isEmpty() ? List.of("no name") : names;
    }

    private static String subject(X509Certificate certificate) {
        return Printable.line(certificate.getSubjectX500Principal().getName());
    }

    private static String issuer(X509Certificate certificate) {
        return Printable.line(certificate.getIssuerX500Principal().getName());
    }

    private static String day(Instant instant) {
        return DAY.format(instant);
    }
}
