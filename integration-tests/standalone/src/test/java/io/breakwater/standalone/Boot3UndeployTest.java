package io.breakwater.standalone;

class Boot3UndeployTest extends UndeployContract {
    Boot3UndeployTest() {
        super("tomcat10", "breakwater-it-war-boot3");
    }
}
