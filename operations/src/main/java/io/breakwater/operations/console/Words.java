package io.breakwater.operations.console;

import io.breakwater.fault.Fault;
import io.breakwater.observe.RetryRefusal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times, numbers and names are told to people. Stateless. */
final class Words {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int LONGEST_LINE = 100;

    private Words() {}

    /** Returns the time of day, in UTC. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** Returns day and time of day, in UTC. */
    static String dayAndTime(Instant instant) {
        return DAY_AND_TIME.format(instant);
    }

    /** Returns a time in the unit that suits it. */
    static String duration(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis < 10) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        if (millis < 1_000) {
            return Math.round(millis) + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000);
        }
        long minutes = duration.toMinutes();
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** Returns a count with its noun. */
    static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** Returns a number, its thousands apart. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a constant's name in words. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns what is said of a fault before the colon: what happened, without what to check. */
    static String happened(Fault fault) {
        String sentence = fault.operatorSentence();
        int colon = sentence.indexOf(':');
        return colon < 0 ? sentence : sentence.substring(0, colon) + ".";
    }

    /** Returns why a failure was not tried again. */
    static String why(RetryRefusal refusal) {
        return switch (refusal) {
            case NOT_ELIGIBLE -> "this kind of request is not sent again";
            case BODY_TOO_LARGE -> "its body is larger than retry.max-body";
            case NOT_REPEATABLE -> "it cannot be made again here";
            case RESPONSE_STARTED -> "the response had started";
            case ATTEMPTS_USED_UP -> "retry.max-attempts were used up";
            case NO_TIME -> "there was no time left for another";
            case BUDGET -> "the retry budget was used up";
            case CIRCUIT_OPEN -> "the circuit breaker had opened";
        };
    }

    /** Returns a text for a line of the log: printable, short, on one line. */
    static String line(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_LINE)
                .forEach(c -> out.append(c > ' ' && c <= '~' && c != '"' ? (char) c : '_'));
        return out.toString();
    }
}
