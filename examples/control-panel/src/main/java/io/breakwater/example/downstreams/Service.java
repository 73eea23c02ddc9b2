package io.breakwater.example.downstreams;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One of the services behind the shop. Its {@link #id} is also the name of its route and the first part of its paths. */
public enum Service {
    /** Takes and shows orders: where a request that is sent twice costs money. */
    ORDERS("Orders", "/api/orders/7"),
    /** Knows what is in stock. */
    INVENTORY("Inventory", "/api/inventory/lantern"),
    /** What customers think. */
    REVIEWS("Reviews", "/api/reviews/lantern");

    private final String label;
    private final String path;

    Service(String label, String path) {
        this.label = label;
        this.path = path;
    }

    /** The service of that id; empty when there is none. */
    public static Optional<Service> of(String id) {
        return Stream.of(values()).filter(service -> service.id().equals(id)).findFirst();
    }

    /** Its name in paths, settings and JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name for people. */
    public String label() {
        return label;
    }

    /** The path of one small thing it has, as the shop's visitors ask for it. */
    public String path() {
        return path;
    }

    /** The path of a large document, too large to be held back until it is whole. */
    public String exportPath() {
        return "/api/" + id() + HealthyBehaviour.EXPORT;
    }
}
