package io.breakwater.operations.recent;

/** What two ways to write one correlation ID have in common. Stateless and thread-safe. */
final class IdKey {

    /** No accepted ID is longer. */
    private static final int LONGEST = 128;

    private IdKey() {}

    /** Returns the ID in lower case, without dashes and space. */
    static String of(String correlationId) {
        int length = Math.min(correlationId.length(), 2 * LONGEST);
        StringBuilder key = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = correlationId.charAt(i);
            if (c != '-' && !Character.isWhitespace(c)) {
                key.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
            }
        }
        return key.toString();
    }
}
