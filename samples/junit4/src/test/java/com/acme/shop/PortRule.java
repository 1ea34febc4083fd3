package com.acme.shop;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortUnavailableError;
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
                    evaluateAndExplain();
                }
            }

            private void evaluateAndExplain() throws Throwable {
                try {
                    test.evaluate();
                } catch (Throwable failure) {
                    BindFailure.in(failure, List.of(port))
                            .ifPresent(bind ->
                                    failure.addSuppressed(new PortUnavailableError(bind.text(), bind.diagnoses())));
                    throw failure;
                }
            }
        };
    }
}
