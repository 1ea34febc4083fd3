package dev.freeport.maven;

import dev.freeport.LeakCheck;
import dev.freeport.PortLeakException;
import dev.freeport.internal.session.PortSession;
import dev.freeport.internal.settings.NamedPorts;
import dev.freeport.internal.settings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports that one build holds. Safe for use by several threads, which build modules side by side. */
final class BuildPorts {
    private static final Logger LOG = LoggerFactory.getLogger(BuildPorts.class);

    /** A daemon runs one build after the other; the end of each removes it. */
    private static final Map<MavenExecutionRequest, BuildPorts> BUILDS = new WeakHashMap<>();

    private final Map<PortKey, FutureTask<HeldPort>> held = new ConcurrentHashMap<>();

    private BuildPorts() {}

    /** Returns the ports of a build; from the first call on they are released when the build ends, however it does. */
    static BuildPorts of(MavenSession session) {
        MavenExecutionRequest request = session.getRequest();
        synchronized (BUILDS) {
            BuildPorts ports = BUILDS.get(request);
            if (ports == null) {
                ports = new BuildPorts();
                BUILDS.put(request, ports);
                request.setExecutionListener(
                        ChainedListener.of(request.getExecutionListener(), new BuildListener(ports)));
            }
            return ports;
        }
    }

    /** Releases the ports of a build that has ended. Further calls do nothing. */
    static void end(MavenSession session) {
        BuildPorts ports;
        synchronized (BUILDS) {
            ports = BUILDS.remove(session.getRequest());
        }
        if (ports != null) {
            ports.release(key -> true, session);
            // a daemon lives on: no file of the build stays open, and its timeline is written now
            PortSession.end(System.nanoTime());
        }
    }

    /** Returns the ports of a name; reserves them if the module, or the whole build, has none of this name yet. */
    HeldPort findOrReserve(MavenProject project, NamedPort wanted, PortReserver reserver)
            throws MojoExecutionException {
        PortKey key = PortKey.of(project, wanted);
        requireNoOtherName(key, wanted);
        FutureTask<HeldPort> reservation = new FutureTask<>(() -> reserver.reserve(wanted, key.purpose()));
        FutureTask<HeldPort> earlier = held.putIfAbsent(key, reservation);
        if (earlier == null) {
            reservation.run();
        }
        HeldPort port = get(key, earlier == null ? reservation : earlier);
        if (!port.wanted().equals(wanted)) {
            throw new MojoExecutionException("The port name " + wanted.name() + " is reserved already by "
                    + key.purpose().replaceFirst("^a ", "this ")
                    + " with other parameters. Use another name, or the same parameters.");
        }
        return port;
    }

    /** A build that waits for a port which it holds itself until it ends would wait for ever. */
    private void requireNoOtherName(PortKey key, NamedPort wanted) throws MojoExecutionException {
        for (Map.Entry<PortKey, FutureTask<HeldPort>> entry : held.entrySet()) {
            PortKey other = entry.getKey();
            boolean lastsAsLong = other.isOfWholeBuild() || other.moduleId().equals(key.moduleId());
            Optional<HeldPort> port =
                    lastsAsLong && wanted.isFixed() && !other.equals(key) ? done(entry.getValue()) : Optional.empty();
            if (port.isPresent() && port.get().numbers().contains(wanted.fixed())) {
                throw new MojoExecutionException("fixed (" + wanted.fixed() + ") of the port " + wanted.name()
                        + " is reserved already by " + other.purpose().replaceFirst("^a ", "this ")
                        + ". Use one name for one port.");
            }
        }
    }

    private HeldPort get(PortKey key, Future<HeldPort> reservation) throws MojoExecutionException {
        try {
            return reservation.get();
        } catch (ExecutionException failed) {
            held.remove(key, reservation);
            Throwable cause = failed.getCause();
            throw new MojoExecutionException(String.valueOf(cause == null ? failed : cause.getMessage()));
        } catch (CancellationException released) {
            throw new MojoExecutionException("The build ended before " + key.purpose() + " could be reserved.");
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException(
                    "The build was interrupted before " + key.purpose() + " could be reserved.");
        }
    }

    /** Returns what the tests of a module may use, by name. */
    Map<String, HeldPort> usableIn(MavenProject project) {
        Map<String, HeldPort> usable = new LinkedHashMap<>();
        held.forEach((key, reservation) -> {
            if (key.isFor(project)) {
                done(reservation).ifPresent(port -> usable.putIfAbsent(key.name(), port));
            }
        });
        return usable;
    }

    /** Returns the system properties for the tests of a module: the ports, and the list by which Freeport knows them. */
    Map<String, String> systemProperties(MavenProject project) {
        Map<String, String> properties = new LinkedHashMap<>();
        Map<String, List<Integer>> numbers = new LinkedHashMap<>();
        usableIn(project).forEach((name, port) -> {
            properties.putAll(port.properties());
            numbers.put(name, port.numbers());
        });
        if (!numbers.isEmpty()) {
            properties.put(Setting.BUILD_PORTS.key(), NamedPorts.text(numbers));
        }
        return properties;
    }

    /** Releases the fixed ports of a module that has ended: the next one, of any build, may use them. */
    void endModule(MavenProject project, MavenSession session) {
        release(key -> !key.isOfWholeBuild() && key.isFor(project) && isFixed(held.get(key)), session);
    }

    private static boolean isFixed(@Nullable FutureTask<HeldPort> reservation) {
        return reservation != null
                && done(reservation).filter(port -> port.wanted().isFixed()).isPresent();
    }

    /** Releases ports by their names: those of the module, and those of the whole build. Returns the unknown names. */
    List<String> release(MavenProject project, List<String> names, MavenSession session) {
        List<String> unknown = names.stream()
                .filter(name -> held.keySet().stream()
                        .noneMatch(key -> key.isFor(project) && key.name().equals(name)))
                .toList();
        if (unknown.isEmpty()) {
            release(
                    key -> key.isFor(project) && (names.isEmpty() ? !key.isOfWholeBuild() : names.contains(key.name())),
                    session);
        }
        return unknown;
    }

    private void release(Predicate<PortKey> which, MavenSession session) {
        for (PortKey key : List.copyOf(held.keySet())) {
            if (which.test(key)) {
                FutureTask<HeldPort> reservation = held.remove(key);
                if (reservation != null) {
                    reservation.cancel(true);
                    done(reservation).ifPresent(port -> port.release(leak -> report(leak, port.leakCheck(), session)));
                }
            }
        }
    }

    private static void report(PortLeakException leak, LeakCheck check, MavenSession session) {
        if (check == LeakCheck.FAIL) {
            session.getResult().addException(leak);
        } else {
            LOG.warn(leak.getMessage());
        }
    }

    private static Optional<HeldPort> done(FutureTask<HeldPort> reservation) {
        if (!reservation.isDone() || reservation.isCancelled()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reservation.get());
        } catch (ExecutionException failed) {
            return Optional.empty();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
