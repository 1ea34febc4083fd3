package com.acme.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the shop answers. */
@Path("/")
public class Shop {
    @ConfigProperty(name = "shop.state", defaultValue = "open")
    String state;

    /** {@return the state of the shop} */
    @GET
    public String state() {
        return state;
    }
}
