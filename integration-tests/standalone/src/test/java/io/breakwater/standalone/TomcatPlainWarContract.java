package io.breakwater.standalone;

import java.util.Map;

/** On Tomcat, with its logs under the names that the README has for them. */
abstract class TomcatPlainWarContract extends PlainWarContract {
    private final String version;

    TomcatPlainWarContract(String version) {
        this.version = version;
    }

    @Override
    Server start(Map<String, War> apps, String option) {
        Tomcat tomcat = new Tomcat(version, "plain");
        apps.forEach(tomcat::app);
        return tomcat.start(option);
    }

    @Override
    String containersLog(Server server) {
        return server.log("catalina.");
    }

    @Override
    String appsLog(Server server) {
        return server.log("localhost.");
    }

    @Override
    int statusOfRefusedApp() {
        return 404;
    }
}
