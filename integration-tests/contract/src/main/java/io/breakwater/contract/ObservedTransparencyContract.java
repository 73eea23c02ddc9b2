package io.breakwater.contract;

/** The same while the guard observes. */
@Promise("ObservedTransparency")
public class ObservedTransparencyContract extends TransparencyContract {
    @Override
    protected String[] keptOut() {
        return new String[] {"mode=observe"};
    }
}
