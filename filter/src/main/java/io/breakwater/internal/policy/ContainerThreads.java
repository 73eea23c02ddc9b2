package io.breakwater.internal.policy;

import io.breakwater.internal.config.Priority;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The container's threads, and how many of them each route holds. Thread-safe. */
public final class ContainerThreads {

    /** A route is asked for if it was within the last minute. */
    private static final long RECENT_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** The time of the last request is written down no more often: it is one field that all threads of a route write. */
    private static final long ROUGH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    /** 0 while it is not known. */
    private volatile int size;

    /** Sets how many threads the container has. */
    public void setSize(int threads) {
        size = threads;
    }

    /** Makes a place to count the threads of one more route. */
    Seat add() {
        Seat seat = new Seat();
        seats.add(seat);
        return seat;
    }

    /** The route is gone. */
    void remove(Seat seat) {
        seats.remove(seat);
    }

    /** The threads of one route. */
    final class Seat {
        private final AtomicInteger held = new AtomicInteger();
        private volatile long askedNanos;
        private volatile boolean everAsked;

        private Seat() {}

        /** The route is asked for. */
        void asked(long nowNanos) {
            if (!everAsked || nowNanos - askedNanos > ROUGH_NANOS) {
                askedNanos = nowNanos;
                everAsked = true;
            }
        }

        /**
         * An exchange of the route begins on a thread. It is counted before anything is asked, so that two that come at once do not
         * both take the last one.
         *
         * @return how many threads the route held before
         */
        int enters() {
            return held.getAndIncrement();
        }

        /** The exchange is over, or goes on without its thread. */
        void leaves() {
            held.decrementAndGet();
        }

        /** Returns how many threads the route holds. */
        int held() {
            return held.get();
        }

        /**
         * Returns whether the route held less than its share.
         *
         * @param before how many threads it held before the exchange that asks
         */
        boolean isBelow(double share, int before) {
            int known = size;
            return known == 0 || before < share * known;
        }

        /** Returns whether so few threads were in use before the exchange that asks that priorities do not matter. */
        boolean isQuiet() {
            int known = size;
            return known == 0 || Shedding.isQuiet(busy() - 1, known);
        }

        /**
         * Returns whether the exchange that asks may have its thread.
         *
         * @param before how many threads the route held before
         */
        boolean admits(double share, int before, Priority priority, boolean keepsPace, long nowNanos) {
            int known = size;
            return known == 0
                    || !othersAsk(nowNanos)
                    || new Shedding.Threads(known, busy() - 1, before, share).admit(priority, keepsPace);
        }

        /** Returns how near the route is to its share, from 0 on; 0 where that does not count. */
        double pressure(double share, long nowNanos) {
            int known = size;
            return known == 0 || !othersAsk(nowNanos) ? 0 : (held() - 1) / Math.max(1, share * known);
        }

        private int busy() {
            int sum = 0;
            for (Seat seat : seats) {
                sum += seat.held();
            }
            return sum;
        }

        private boolean othersAsk(long nowNanos) {
            for (Seat seat : seats) {
                if (seat != this && seat.everAsked && nowNanos - seat.askedNanos < RECENT_NANOS) {
                    return true;
                }
            }
            return false;
        }
    }
}
