package dev.freeport.internal.registry;

import dev.freeport.internal.settings.Setting;
import dev.freeport.internal.text.Warnings;
import dev.freeport.stack.Protocol;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The registries of this JVM, one for each directory in which it meets others. Safe for use by several threads. */
public final class Registries {
    private static final String DEFAULT_LABEL = "the default lock directory";

    /** So many directories are a mistake: each takes three open files until this JVM ends. */
    static final int MANY_DIRECTORIES = 100;

    /** Has no bound: a registry that were dropped would drop its lock file, which must stay open, see {@link LockFile}. */
    private static final Map<Path, PortRegistry> OPEN = new ConcurrentHashMap<>();

    private Registries() {}

    public static PortRegistry at(Path directory) throws UnusableDirectoryException {
        Path absolute = directory.toAbsolutePath().normalize();
        PortRegistry open = OPEN.get(absolute);
        return open != null ? open : open(absolute, Setting.DIRECTORY.key(), SystemCalls.SYSTEM);
    }

    /** Returns the registry of all JVMs of this user; while its directory cannot be used, kernel locks alone hold. */
    public static PortRegistry byDefault() {
        return withOrWithoutFiles(Default.DIRECTORY);
    }

    static PortRegistry withOrWithoutFiles(Path directory) {
        PortRegistry open = OPEN.get(directory);
        if (open != null) {
            return open;
        }
        try {
            return open(directory, DEFAULT_LABEL, SystemCalls.SYSTEM);
        } catch (UnusableDirectoryException unusable) {
            return openWithoutFiles(directory, unusable);
        }
    }

    static synchronized PortRegistry open(Path directory, String label, SystemCalls calls)
            throws UnusableDirectoryException {
        PortRegistry open = OPEN.get(directory);
        if (open == null) {
            RegistryFiles files = RegistryFiles.open(directory, label, calls);
            open = new PortRegistry(files, EnumSet.allOf(GuardKind.class), GuardSockets.SYSTEM);
            OPEN.put(directory, open);
            if (OPEN.size() == MANY_DIRECTORIES) {
                Warnings.say(
                        "This JVM has reserved ports in " + MANY_DIRECTORIES + " directories and keeps files of each"
                                + " open until it ends. Use one directory for all requests.");
            }
        }
        return open;
    }

    private static synchronized PortRegistry openWithoutFiles(Path directory, UnusableDirectoryException unusable) {
        PortRegistry open = OPEN.get(directory);
        if (open == null) {
            Warnings.say((GuardSockets.SYSTEM.kernelLocks().mayWork()
                            ? "Kernel locks alone hold ports: "
                            : "Nothing holds ports outside this JVM: ")
                    + unusable.getMessage() + " Or set " + Setting.DIRECTORY.key() + ".");
            Set<GuardKind> guards = EnumSet.allOf(GuardKind.class);
            open = PortRegistry.awaiting(
                    new RenewableFiles(directory, SystemCalls.SYSTEM, guards), guards, GuardSockets.SYSTEM);
            OPEN.put(directory, open);
        }
        return open;
    }

    /**
     * Returns what this JVM has reserved since a moment of {@link System#nanoTime()}, not for its whole life, and not
     * released, the newest first.
     */
    public static List<Reservation> reservedSince(long start) {
        List<Reservation> left = new ArrayList<>();
        for (PortRegistry registry : OPEN.values()) {
            left.addAll(registry.reservedSince(start));
        }
        return left;
    }

    public static void rest() {
        for (PortRegistry registry : OPEN.values()) {
            registry.rest();
        }
    }

    public static Optional<Reservation> own(Protocol protocol, int port) {
        for (PortRegistry registry : OPEN.values()) {
            Optional<Reservation> own = registry.own(protocol, port);
            if (own.isPresent()) {
                return own;
            }
        }
        return Optional.empty();
    }

    /** Finds the JVM that has reserved a port, and on demand, as it reads more journals, the one that had before. */
    public static PortHistory history(Protocol protocol, int port) {
        return history(protocol, port, FileCalls.SYSTEM);
    }

    static PortHistory history(Protocol protocol, int port, FileCalls calls) {
        List<Long> occupiers = OccupiedPorts.occupiers(protocol, port);
        Optional<Reservation> own = own(protocol, port);
        if (own.isPresent()) {
            return new PortHistory(own.map(Reservation::holder), occupiers, Optional::empty);
        }
        List<Journals> all = new ArrayList<>();
        Optional<PortHolder> holder = Optional.empty();
        for (Path path : directories()) {
            RegistryDirectory directory = RegistryDirectory.at(path);
            Journals journals = Journals.ofPort(directory, protocol, port, calls);
            if (LedgerTraces.mayExist(directory, OPEN.get(path), protocol, port, calls)) {
                all.add(journals);
            }
            holder = holder.or(() -> journals.holder(port));
        }
        return new PortHistory(
                holder,
                occupiers,
                () -> all.stream()
                        .flatMap(journals -> journals.previousHolder(port).stream())
                        .max(Comparator.comparing(PreviousHolder::at)));
    }

    /** Finds which ports are reserved by this JVM and by others that meet it in a directory. */
    public static SortedMap<Integer, PortHolder> holders(Protocol protocol) {
        SortedMap<Integer, PortHolder> holders = new TreeMap<>();
        for (Path directory : directories()) {
            holders.putAll(
                    Journals.of(RegistryDirectory.at(directory), protocol).holders());
        }
        for (PortRegistry registry : OPEN.values()) {
            holders.putAll(registry.holders(Set.of(protocol)));
        }
        return holders;
    }

    /** Returns a registry that holds ports by one guard alone, to find out whether that keeps JVMs apart. */
    public static PortRegistry withOnly(GuardKind guard, Path directory) throws UnusableDirectoryException {
        RegistryFiles files = guard == GuardKind.KERNEL
                ? null
                : RegistryFiles.open(directory, Setting.DIRECTORY.key(), SystemCalls.SYSTEM);
        return new PortRegistry(files, EnumSet.of(guard), GuardSockets.SYSTEM);
    }

    /** Returns where this JVM meets others unless a request names another directory. */
    public static Path directory() {
        String configured = System.getProperty(Setting.DIRECTORY.key());
        try {
            return configured == null
                    ? Default.DIRECTORY
                    : Path.of(configured.strip()).toAbsolutePath().normalize();
        } catch (InvalidPathException nowhere) {
            return Default.DIRECTORY;
        }
    }

    /** Returns where this JVM meets others, or would if it reserved a port now. */
    private static Set<Path> directories() {
        Set<Path> directories = new LinkedHashSet<>(OPEN.keySet());
        directories.add(directory());
        return directories;
    }

    private static final class Default {
        static final Path DIRECTORY = RegistryDirectory.byDefault();
    }
}
