package io.breakwater.standalone;

class PlainWarOnTomcat11Test extends TomcatPlainWarContract {
    PlainWarOnTomcat11Test() {
        super("tomcat11");
    }
}
