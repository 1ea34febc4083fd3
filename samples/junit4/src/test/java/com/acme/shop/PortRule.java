package com.acme.shop;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.failure.BindFailure;
import java.util.List;
import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/** A port for each test by {@code @Rule}, or for each class by {@code @ClassRule}; explains bind failures. */
public final class PortRule implements TestRule {
    private int port;

    public int port() {
        return port;
    }

    @Override
    public Statement apply(Statement test, Description description) {
        return new Statement() {
            @Override
            public void evaluate() throws Throwable {
                PortRequest request = PortRequest.fromSystemProperties().withPurpose(description.getDisplayName());
                try (PortReservation reservation = FreePorts.reserve(request)) {
                    port = reservation.port();
                    evaluateAndExplain(reservation);
                }
            }

            private void evaluateAndExplain(PortReservation reservation) throws Throwable {
                try {
                    test.evaluate();
                } catch (Throwable failure) {
                    BindFailure.addTo(failure, List.of(reservation));
                    throw failure;
                }
            }
        };
    }
}
