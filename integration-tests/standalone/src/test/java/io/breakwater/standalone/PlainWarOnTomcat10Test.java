package io.breakwater.standalone;

class PlainWarOnTomcat10Test extends TomcatPlainWarContract {
    PlainWarOnTomcat10Test() {
        super("tomcat10");
    }
}
