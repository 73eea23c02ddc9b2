package io.breakwater.internal.page;

/**
 * Selects the form of a text for a whole number, by the plural rules of the CLDR, as far as the built-in languages need
 * them.
 */
final class Plural {

    private Plural() {}

    /**
     * Returns the form of {@code text} for {@code count}.
     *
     * @param language an ISO 639 code; in an unknown language, 1 has the first form and every other number the last
     * @param text the forms, separated by |
     */
    static String form(String language, long count, String text) {
        String[] forms = text.split("\\|", -1);
        return forms[Math.min(index(language, count), forms.length - 1)];
    }

    /** Returns how many forms a language has. */
    static int forms(String language) {
        return switch (language) {
            case "ar" -> 6;
            case "ru", "uk", "pl", "he" -> 3;
            case "zh", "ja", "ko" -> 1;
            default -> 2;
        };
    }

    private static int index(String language, long count) {
        return switch (language) {
            case "ar" -> arabic(count);
            case "ru", "uk", "be", "sr", "hr", "bs" -> isOneOfTens(count) ? 0 : few(count);
            case "pl" -> count == 1 ? 0 : few(count);
            case "cs", "sk" -> count == 1 ? 0 : count >= 2 && count <= 4 ? 1 : 2;
            case "he" -> count == 1 ? 0 : count == 2 ? 1 : 2;
            case "fr", "pt", "hi" -> count <= 1 ? 0 : 1;
            default -> count == 1 ? 0 : Integer.MAX_VALUE;
        };
    }

    private static int arabic(long count) {
        long hundredth = count % 100;
        if (count <= 2) {
            return (int) count;
        }
        return hundredth >= 3 && hundredth <= 10 ? 3 : hundredth >= 11 ? 4 : 5;
    }

    private static boolean isOneOfTens(long count) {
        return count % 10 == 1 && count % 100 != 11;
    }

    private static int few(long count) {
        boolean few = count % 10 >= 2 && count % 10 <= 4 && (count % 100 < 12 || count % 100 > 14);
        return few ? 1 : 2;
    }
}
