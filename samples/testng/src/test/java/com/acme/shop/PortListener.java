package com.acme.shop;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.failure.BindFailure;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.testng.IConfigurationListener;
import org.testng.ITestContext;
import org.testng.ITestListener;
import org.testng.ITestNGMethod;
import org.testng.ITestResult;

/** Reserves the ports of fields with {@link Port}, until all classes of the {@code <test>} are done, and explains bind failures. */
public final class PortListener implements ITestListener, IConfigurationListener {
    private final Map<Object, List<PortReservation>> byInstance = Collections.synchronizedMap(new IdentityHashMap<>());

    @Override
    public void onStart(ITestContext context) {
        for (ITestNGMethod method : context.getAllTestMethods()) {
            byInstance.computeIfAbsent(method.getInstance(), PortListener::inject);
        }
    }

    private static List<PortReservation> inject(Object instance) {
        List<PortReservation> reservations = new ArrayList<>();
        for (Field field : instance.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(Port.class)) {
                PortReservation reservation =
                        FreePorts.reserve(PortRequest.fromSystemProperties().withPurpose(field.toString()));
                reservations.add(reservation);
                try {
                    field.setAccessible(true);
                    field.setInt(instance, reservation.port());
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(field + " must not be final", e);
                }
            }
        }
        return reservations;
    }

    @Override
    public void onFinish(ITestContext context) {
        for (ITestNGMethod method : context.getAllTestMethods()) {
            List<PortReservation> reservations = byInstance.remove(method.getInstance());
            if (reservations != null) {
                reservations.forEach(PortReservation::close);
            }
        }
    }

    @Override
    public void onTestFailure(ITestResult result) {
        BindFailure.addTo(result.getThrowable(), byInstance.getOrDefault(result.getInstance(), List.of()));
    }

    @Override
    public void onConfigurationFailure(ITestResult result) {
        onTestFailure(result);
    }
}
