package com.acme;

public class Shop {
    public static void main(String[] arguments) throws InterruptedException {
        Thread.sleep(60_000);
    }
}
