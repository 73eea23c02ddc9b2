package io.breakwater.example.downstreams;

import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.ScriptedDownstream;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The downstreams of the shop, one process for all of them and a port for each. Thread-safe. */
public final class Services implements AutoCloseable {
    private final Map<Service, ScriptedDownstream> downstreams = new EnumMap<>(Service.class);
    private final Map<Service, Mode> modes = new ConcurrentHashMap<>();

    private Services() {}

    /** Starts all of them, healthy, on free ports. */
    public static Services start() {
        Services services = new Services();
        for (Service service : Service.values()) {
            services.downstreams.put(service, ScriptedDownstream.start());
            services.turn(service, Mode.HEALTHY);
        }
        return services;
    }

    /** Turns a service's switch; whoever waits in the mode before is let go. */
    public synchronized void turn(Service service, Mode mode) {
        modes.put(service, mode);
        downstream(service).behave(mode.behaviour());
    }

    /** Has a service behave in a way that is on no switch; the switch stays where it is. */
    public synchronized void script(Service service, Behaviour behaviour) {
        downstream(service).behave(behaviour);
    }

    /** Where a service's switch stands. */
    public Mode mode(Service service) {
        return modes.getOrDefault(service, Mode.HEALTHY);
    }

    /** The server itself, which knows what really reached it. */
    public ScriptedDownstream downstream(Service service) {
        ScriptedDownstream downstream = downstreams.get(service);
        if (downstream == null) {
            throw new IllegalStateException(service + " was not started");
        }
        return downstream;
    }

    /** Ends them all. */
    @Override
    public void close() {
        downstreams.values().forEach(ScriptedDownstream::close);
    }
}
