package io.breakwater.internal.page;

/** Tests for the letters and digits of protocols, without those that Unicode adds. */
final class Ascii {

    private Ascii() {}

    static boolean isLetter(int c) {
        return isBetween(c, 'a', 'z') || isBetween(c, 'A', 'Z');
    }

    static boolean isDigit(int c) {
        return isBetween(c, '0', '9');
    }

    private static boolean isBetween(int c, int first, int last) {
        return first <= c && c <= last;
    }
}
