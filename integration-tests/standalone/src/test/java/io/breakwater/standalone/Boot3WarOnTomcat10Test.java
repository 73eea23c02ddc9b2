package io.breakwater.standalone;

class Boot3WarOnTomcat10Test extends BootWarContract {
    Boot3WarOnTomcat10Test() {
        super("tomcat10", "breakwater-it-war-boot3");
    }
}
