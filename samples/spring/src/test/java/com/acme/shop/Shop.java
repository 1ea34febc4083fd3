package com.acme.shop;

import org.springframework.web.client.RestClient;

/** What a client of the shop sees. */
final class Shop {
    private Shop() {}

    static String get(int port, String path) {
        return RestClient.create("http://localhost:" + port)
                .get()
                .uri(path)
                .retrieve()
                .body(String.class);
    }
}
