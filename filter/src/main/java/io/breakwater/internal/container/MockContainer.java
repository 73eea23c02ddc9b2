package io.breakwater.internal.container;

/** Spring's test kit, which carries out a dispatch only when the test says so. */
final class MockContainer extends StandardContainer {

    @Override
    public boolean owns(Class<?> type) {
        return type.getName().startsWith("org.springframework.mock.web.");
    }

    @Override
    public boolean dispatchesByItself() {
        return false;
    }
}
