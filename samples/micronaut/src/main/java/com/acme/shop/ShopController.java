package com.acme.shop;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** What the shop answers. */
@Controller
class ShopController {
    @Get
    String state() {
        return "open";
    }
}
