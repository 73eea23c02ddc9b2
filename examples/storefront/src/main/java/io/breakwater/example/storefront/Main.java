package io.breakwater.example.storefront;

import io.breakwater.config.SettingsException;
import io.breakwater.example.storefront.tour.Tour;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Serves the storefront until it is interrupted, or takes the tour of it: {@code --port=8080 --tour=false}. Ends the JVM with
 * 1 when it cannot start or when the tour finds a promise broken.
 */
public final class Main {
    private static final String PORT = "--port=";
    private static final String TOUR = "--tour=";

    private Main() {}

    /** Runs it. */
    @SuppressWarnings("SystemOut") // a console program: this is where its reader looks
    public static void main(String[] args) throws Exception {
        List<String> options = List.of(args);
        int port = Integer.parseInt(option(options, PORT, "8080"));
        boolean tour = Boolean.parseBoolean(option(options, TOUR, "false"));
        if (tour) {
            // The rows say it all; logback.xml reads this when the first logger is made.
            System.setProperty("storefront.console", "OFF");
        }
        try (Storefront storefront = Storefront.open(port)) {
            if (!tour) {
                serve(storefront);
            } else if (!new Tour(storefront, System.out::println).run()) {
                System.exit(1);
            }
        } catch (PortTakenException | SettingsException e) {
            // Both say in their message what to do; a stack trace would only bury it.
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void serve(Storefront storefront) throws InterruptedException {
        // Requests under way get their end, rather than a connection that breaks.
        Runtime.getRuntime().addShutdownHook(new Thread(storefront::close, "storefront-close"));
        System.out.println("Storefront is open: " + storefront.uri() + " (Ctrl-C closes it)");
        new CountDownLatch(1).await();
    }

    private static String option(List<String> options, String name, String otherwise) {
        return options.stream()
                .filter(option -> option.startsWith(name))
                .map(option -> option.substring(name.length()))
                .findFirst()
                .orElse(otherwise);
    }
}
