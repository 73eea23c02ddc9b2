package io.breakwater.example.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The shop. Nothing in here concerns Breakwater: its starter is among the dependencies, its settings in application.yaml. */
@SpringBootApplication
public class ShopApplication {

    /** Serves it: {@code --server.port=8080}. */
    public static void main(String[] arguments) {
        // The JDK's HTTP client sends a GET again by itself when a connection breaks before the answer, behind the back
        // of the
        // filter, whose retries have a budget and are counted. It reads this once, when it is first used.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        SpringApplication.run(ShopApplication.class, arguments);
    }
}
