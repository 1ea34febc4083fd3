package com.acme.shop;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Asks another server what is in stock. */
@Component
class Stock {
    private final String url;

    Stock(@Value("${stock.url}") String url) {
        this.url = url;
    }

    String count() {
        return RestClient.create(url).get().uri("/count").retrieve().body(String.class);
    }
}
