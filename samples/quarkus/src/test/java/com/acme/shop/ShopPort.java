package com.acme.shop;

import dev.freeport.junit.FreePort;

/** What all test classes may inherit. */
abstract class ShopPort {
    @FreePort(value = "http", scope = FreePort.Scope.RUN, property = "quarkus.http.test-port")
    static int port;
}
