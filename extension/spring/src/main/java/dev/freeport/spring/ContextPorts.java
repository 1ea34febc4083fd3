package dev.freeport.spring;

import dev.freeport.FreePorts;
import dev.freeport.PortLeakException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.internal.naming.SharedPort;
import dev.freeport.internal.settings.LauncherSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.MergedContextConfiguration;

/** The named ports of one application context. A port that its parent has under a name is its own, too. */
final class ContextPorts {
    private final Map<String, SharedPort> used = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private Object configuration = new Object();
    private String owner;
    private String test = "";
    private @Nullable ContextPorts parent;
    private boolean attached;
    private boolean started;

    /** Makes those of a context that is not there yet. */
    ContextPorts(String owner) {
        this.owner = owner;
    }

    /** Returns the port of a name, which it reserves if nothing has asked for it before. */
    synchronized int port(String name) {
        Integer ofParent = parent == null ? null : parent.find(name);
        if (ofParent != null) {
            return ofParent;
        }
        SharedPort port = used.get(name);
        if (port == null) {
            port = NamedPorts.findOrReserve(configuration, name, () -> reserve(name), null);
            used.put(name, port);
        }
        return port.reservation().port();
    }

    private PortReservation reserve(String name) {
        PortRequest request =
                PortRequest.from(LauncherSettings.current()).withPurpose("${freeport." + name + "} of " + owner);
        return FreePorts.reservedByBuild(name, request)
                .map(ofBuild -> ofBuild.each().get(0))
                .orElseGet(() -> FreePorts.reserve(request));
    }

    /** Finds the port of a name for a child: one that this context has asked for, or a test has declared. */
    private synchronized @Nullable Integer find(String name) {
        Integer ofParent = parent == null ? null : parent.find(name);
        if (ofParent != null) {
            return ofParent;
        }
        if (!used.containsKey(name)) {
            NamedPorts.find(configuration, name).ifPresent(declared -> used.put(name, declared));
        }
        SharedPort port = used.get(name);
        return port == null ? null : Integer.valueOf(port.reservation().port());
    }

    /** Tells that the context is there, of which nothing more is known. */
    synchronized void attach() {
        attached = true;
    }

    /** Tells that the context is there, for which tests it is, and which ports its parent has. */
    synchronized void attach(MergedContextConfiguration known, @Nullable ContextPorts ofParent) {
        NamedPorts.move(configuration, known);
        configuration = known;
        owner = "the application context of " + known.getTestClass().getName();
        test = simpleName(known.getTestClass());
        parent = ofParent;
        attached = true;
    }

    synchronized Object configuration() {
        return configuration;
    }

    /** Returns the name of the first test class of the context in few words; nothing if no test is known. */
    synchronized String test() {
        return test;
    }

    static String simpleName(Class<?> testClass) {
        String name = testClass.getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Notes a property that looks like that of a port and cannot be one, and why. */
    synchronized void refuse(String property, String why) {
        refused.put(property, why);
    }

    /** Finds the refused property that a failure speaks of. */
    synchronized Optional<StartExplanation> refusalIn(Throwable failure) {
        Throwable link = failure;
        for (int i = 0; link != null && i < StartExplanation.MOST_CAUSES; i++, link = link.getCause()) {
            String message = message(link);
            for (Map.Entry<String, String> each : refused.entrySet()) {
                if (message.contains(each.getKey())) {
                    return Optional.of(StartExplanation.ofRefusedName(each.getValue()));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the text of a throwable, which is made by others' code. */
    private static String message(Throwable failure) {
        try {
            return String.valueOf(failure.getMessage());
        } catch (RuntimeException noText) {
            return "";
        }
    }

    synchronized boolean isAttached() {
        return attached;
    }

    /** Tells that the context has started, so that its end is the end of its servers. */
    synchronized void started() {
        started = true;
    }

    /** The context has destroyed all its beans. If it had not started, its servers may stop later. */
    synchronized void destroyed() {
        if (started) {
            PortLeaks.add(close());
        }
    }

    /** Returns the reservations of the context and of its parents. */
    synchronized List<PortReservation> reservations() {
        List<PortReservation> reservations = new ArrayList<>();
        for (SharedPort port : used.values()) {
            reservations.add(port.reservation());
        }
        if (parent != null) {
            reservations.addAll(parent.reservations());
        }
        return reservations;
    }

    /** Gives up all ports, and returns what still listens on them if that is to fail. */
    synchronized List<PortLeakException> close() {
        List<SharedPort> left = new ArrayList<>(used.values());
        used.clear();
        List<PortLeakException> leaks = new ArrayList<>();
        for (SharedPort port : left) {
            try {
                port.close();
            } catch (PortLeakException leak) {
                leaks.add(leak);
            }
        }
        return leaks;
    }
}
