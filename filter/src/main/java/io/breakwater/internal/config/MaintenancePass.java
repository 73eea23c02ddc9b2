package io.breakwater.internal.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What lets somebody through while a route is in maintenance. Immutable. */
public sealed interface MaintenancePass {

    /** What a pass is asked about. */
    interface Visitor {

        /** Returns the address at the other end of the connection, as the container tells it. */
        @Nullable String address();

        /** Returns the values of a header. */
        List<String> header(String name);
    }

    /** Returns whether the visitor may pass. */
    boolean admits(Visitor visitor);

    /** Returns whether {@code text} is, or is meant to be, an address or a network, which is no secret. */
    static boolean isAddress(String text) {
        return Network.ITEM.matcher(text).matches();
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code ::1} or {@code X-Maintenance: secret}.
     *
     * @throws IllegalArgumentException when {@code text} is none of these; the message has no secret in it
     */
    static MaintenancePass parse(String text) {
        return isAddress(text) ? Network.parse(text) : Secret.parse(text);
    }

    /**
     * Whoever comes from a network, which may be a single address.
     *
     * @param network its first address
     * @param prefix how many bits of that count
     */
    record Network(InetAddress network, int prefix) implements MaintenancePass {

        /** Not of a header's name, whose colon no other follows. */
        private static final Pattern ITEM =
                Pattern.compile("[0-9]+\\.[0-9.]*(/[0-9]*)?|[0-9a-fA-F.]*:[0-9a-fA-F.]*:[0-9a-fA-F.:]*(/[0-9]*)?");

        /** As it is written in digits, so that no name is looked up. */
        private static final Pattern ADDRESS =
                Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*(%.*)?");

        static Network parse(String text) {
            int slash = text.indexOf('/');
            InetAddress address = address(slash < 0 ? text : text.substring(0, slash))
                    .orElseThrow(() -> new IllegalArgumentException("lists " + text + ", which is no address"));
            byte[] bytes = address.getAddress();
            int bits = bytes.length * Byte.SIZE;
            String digits = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
            if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > bits) {
                throw new IllegalArgumentException(
                        "lists " + text + ", where a number from 0 to " + bits + " must follow the slash");
            }
            int prefix = Integer.parseInt(digits);
            for (int bit = prefix; bit < bits; bit++) {
                if (isSet(bytes, bit)) {
                    throw new IllegalArgumentException("lists " + text + ", which goes on after its first " + prefix
                            + " bits: is it a whole network that is meant?");
                }
            }
            return new Network(address, prefix);
        }

        @Override
        public boolean admits(Visitor visitor) {
            String seen = visitor.address();
            return seen != null && address(seen).filter(this::contains).isPresent();
        }

        private boolean contains(InetAddress other) {
            byte[] mine = network.getAddress();
            byte[] theirs = other.getAddress();
            boolean same = mine.length == theirs.length;
            for (int bit = 0; same && bit < prefix; bit++) {
                same = isSet(mine, bit) == isSet(theirs, bit);
            }
            return same;
        }

        private static boolean isSet(byte[] bytes, int bit) {
            return (bytes[bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0;
        }

        private static Optional<InetAddress> address(String text) {
            if (!ADDRESS.matcher(text).matches()) {
                return Optional.empty();
            }
            try {
                // One of IPv4 that is written as one of IPv6 comes as what it is.
                return Optional.of(InetAddress.getByName(text));
            } catch (UnknownHostException e) {
                return Optional.empty();
            }
        }
    }

    /** Whoever knows a secret, and sends it in a header. */
    record Secret(HeaderSecret secret) implements MaintenancePass {

        static Secret parse(String text) {
            if (!HeaderSecret.hasName(text)) {
                throw new IllegalArgumentException(
                        "has an item that is neither an address nor a header's name with a colon and a secret");
            }
            return new Secret(HeaderSecret.parse(text));
        }

        @Override
        public boolean admits(Visitor visitor) {
            return secret.isAmong(visitor.header(secret.header()));
        }

        /** Without the secret: this may be logged. */
        @Override
        public String toString() {
            return secret.toString();
        }
    }
}
