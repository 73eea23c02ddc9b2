package io.breakwater.servers;

class GlassFishTest extends ServerContract {
    GlassFishTest() {
        super(new GlassFish());
    }
}
