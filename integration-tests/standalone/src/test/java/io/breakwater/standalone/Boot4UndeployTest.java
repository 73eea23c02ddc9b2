package io.breakwater.standalone;

class Boot4UndeployTest extends UndeployContract {
    Boot4UndeployTest() {
        super("tomcat11", "breakwater-it-war-boot4");
    }
}
