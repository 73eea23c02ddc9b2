package io.breakwater.standalone;

class Boot4WarOnTomcat11Test extends BootWarContract {
    Boot4WarOnTomcat11Test() {
        super("tomcat11", "breakwater-it-war-boot4");
    }
}
