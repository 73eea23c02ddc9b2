package io.breakwater.servers;

class OpenLibertyTest extends ServerContract {
    OpenLibertyTest() {
        super(new OpenLiberty());
    }
}
