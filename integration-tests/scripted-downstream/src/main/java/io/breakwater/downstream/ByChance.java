package io.breakwater.downstream;

import java.io.IOException;
import java.util.Random;

/** Lets each request fail with the same chance, whatever the one before met. The seed makes a run repeatable. */
public final class ByChance implements Behaviour {
    private final double chance;
    private final Behaviour failing;
    private final Behaviour healthy;
    private final Random random;

    /**
     * A share of the requests fails.
     *
     * @param chance from 0 for none to 1 for all
     * @param failing what the unlucky meet
     * @param healthy what the others meet
     * @param seed of the draws, in the order in which requests arrive
     */
    public ByChance(double chance, Behaviour failing, Behaviour healthy, long seed) {
        if (!(chance >= 0 && chance <= 1) || failing.door() != Door.OPEN || healthy.door() != Door.OPEN) {
            throw new IllegalArgumentException("a share of " + chance + " of " + failing + " and " + healthy
                    + ": it is from 0 to 1, and neither acts before a request is read");
        }
        this.chance = chance;
        this.failing = failing;
        this.healthy = healthy;
        this.random = new Random(seed);
    }

    @Override
    public void serve(Call call) throws IOException {
        boolean fails = random.nextDouble() < chance;
        (fails ? failing : healthy).serve(call);
    }

    @Override
    public String toString() {
        return "ByChance[" + chance + ", " + failing + ", else " + healthy + "]";
    }
}
