package io.breakwater.internal.config;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The value of {@code retry.on}: what is retried. Faults are listed by their {@link Fault#token()}, statuses by number.
 *
 * <p>{@value #UNSENT} stands for the transient faults that prove that the downstream did not process the request: name
 * resolution, connect, TLS handshake, a refused stream. A certificate that was refused is not included, because it stays
 * wrong; nor is an exhausted connection pool, where a second attempt only lengthens the queue, so it must be listed by name.
 *
 * @param faults the transient faults that are retried; never {@link Fault#DOWNSTREAM_STATUS}, for which {@code statuses}
 *     stands
 * @param statuses the statuses that are retried, from 500 to 599
 */
record RetryOn(Set<Fault> faults, Set<Integer> statuses) {

    static final String UNSENT = "unsent";

    private static final Set<Fault> UNSENT_FAULTS = Arrays.stream(Fault.values())
            .filter(fault -> fault.reach() == Reach.NOT_SENT && fault.isTransient() && fault != Fault.POOL_EXHAUSTED)
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, Fault> BY_TOKEN =
            Arrays.stream(Fault.values()).collect(Collectors.toUnmodifiableMap(Fault::token, Function.identity()));

    RetryOn {
        faults = Set.copyOf(faults);
        statuses = Set.copyOf(statuses);
    }

    static Parser<RetryOn> parser() {
        String tokens = Arrays.stream(Fault.values())
                .filter(RetryOn::mayBeListed)
                .map(Fault::token)
                .collect(Collectors.joining(", "));
        return Parser.of(
                "list of faults and statuses",
                "a list of " + UNSENT + ", " + tokens + ", and statuses from 500 to 599",
                RetryOn::parse);
    }

    private static RetryOn parse(String text) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Set<Integer> statuses = new LinkedHashSet<>();
        for (String item : Parser.items(text)) {
            Fault fault = BY_TOKEN.get(item);
            if (item.equals(UNSENT)) {
                faults.addAll(UNSENT_FAULTS);
            } else if (item.matches("5\\d\\d")) {
                statuses.add(Integer.valueOf(item));
            } else if (fault != null && mayBeListed(fault)) {
                faults.add(fault);
            } else {
                throw new IllegalArgumentException(refusal(item));
            }
        }
        return new RetryOn(faults, statuses);
    }

    private static boolean mayBeListed(Fault fault) {
        return fault.isTransient() && fault != Fault.DOWNSTREAM_STATUS;
    }

    private static String refusal(String item) {
        if (item.equals(Fault.DOWNSTREAM_STATUS.token()) || item.equalsIgnoreCase("5xx")) {
            return "lists '" + item + "': name the statuses that a second attempt may cure, such as 502, 503, 504";
        }
        if (item.equals(Fault.TLS_CERTIFICATE_ERROR.token())) {
            return "lists '" + item + "': a certificate that was refused once is refused again";
        }
        if (BY_TOKEN.containsKey(item)) {
            return "lists '" + item + "': what we refuse ourselves, or what the client gave up, is never tried again";
        }
        if (item.matches("\\d+")) {
            return "lists '" + item + "': only statuses from 500 to 599 mean that the downstream failed";
        }
        return Suggestions.nearest(item, BY_TOKEN.keySet())
                .map(token -> "lists '" + item + "', which is not a fault; did you mean " + token + "?")
                .orElse("lists '" + item + "', which is not a fault");
    }
}
