package com.acme.shop;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class ShopApplication {
    private final Stock stock;
    private final String greeting;

    ShopApplication(Stock stock, @Value("${shop.greeting}") String greeting) {
        this.stock = stock;
        this.greeting = greeting;
    }

    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }

    @GetMapping("/greeting")
    String greeting() {
        return greeting;
    }

    @GetMapping("/stock")
    String stock() {
        return stock.count();
    }
}
