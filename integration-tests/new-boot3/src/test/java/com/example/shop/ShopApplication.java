package com.example.shop;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** As somebody writes it who has read no more than the README. */
@SpringBootApplication
class ShopApplication {

    @RestController
    static class Orders {
        private final RestClient client;

        Orders(RestClient.Builder clients, @Value("${orders}") String orders) {
            this.client = clients.baseUrl(orders).build();
        }

        @GetMapping("/orders/7")
        @Nullable String order() {
            return client.get().uri("/orders/7").retrieve().body(String.class);
        }
    }
}
