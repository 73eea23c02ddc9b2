package com.example.bookshop;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** As Spring's own pages have it for an app that is deployed as a WAR. */
@SpringBootApplication
public class BookshopApplication extends SpringBootServletInitializer {

    @Override
    protected SpringApplicationBuilder configure(SpringApplicationBuilder application) {
        return application.sources(BookshopApplication.class);
    }

    @RestController
    static class Orders {
        private final RestClient client;

        Orders(RestClient.Builder clients, @Value("${orders}") String orders) {
            this.client = clients.baseUrl(orders).build();
        }

        @GetMapping("/orders/7")
        String order() {
            return String.valueOf(client.get().uri("/orders/7").retrieve().body(String.class));
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("the app's own mistake");
        }
    }
}
