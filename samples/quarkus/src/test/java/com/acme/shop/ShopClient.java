package com.acme.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks the shop that listens on a port. */
final class ShopClient {
    private ShopClient() {}

    static String ask(int port) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + port);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
