package io.breakwater.internal.container;

/** A container that nothing is known of. */
final class UnknownContainer extends StandardContainer {

    @Override
    public boolean owns(Class<?> type) {
        return true;
    }
}
