package io.breakwater.servers;

class WildFlyTest extends ServerContract {
    WildFlyTest() {
        super(new WildFly());
    }
}
