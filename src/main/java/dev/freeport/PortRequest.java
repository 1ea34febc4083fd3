package dev.freeport;

import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.text.Printable;
import dev.freeport.internal.text.Warnings;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a port is wanted for and how it is to be reserved. Immutable.
 *
 * <pre>{@code
 * PortRequest request = PortRequest.fromSystemProperties()
 *         .withPurpose("ShopTests")
 *         .withRanges(new PortRange(20000, 20999))
 *         .withProtocols(Protocol.TCP, Protocol.UDP);
 * try (PortReservation reservation = FreePorts.reserve(request)) {
 *     ...
 * }
 * }</pre>
 *
 * <p>The constants of this class are the keys of its settings: system properties, and under JUnit configuration
 * parameters. The extension for JUnit has two more: {@code freeport.explain} ({@code on} or {@code off}: whether failed binds
 * of tests that do not use it are explained) and {@code freeport.report-entries} ({@code on} or {@code off}: whether ports
 * become entries of JUnit's reports). Any other key that begins with {@code freeport.} is without effect, and a warning says
 * so.
 *
 * @since 0.1.0
 */
public final class PortRequest {
    /**
     * The setting of the ports to choose from, such as {@code 20000-20015,30000}. Ports inside the dynamic range of the
     * host are left out, unless no others remain and the kernel can hold them. Default: from 10000 up, without ports
     * that are set aside, have a name in the services file, are blocked by browsers or NodePorts of Kubernetes; from
     * 5001 up if that leaves fewer than 64.
     */
    public static final String RANGES = "freeport.ranges";

    /** The setting of ports never to be given, such as {@code 27017,20000-20100}. */
    public static final String EXCLUDED_RANGES = "freeport.excluded-ranges";

    /**
     * The setting of stacks that must not lend the port to a client either, such as {@code windows,linux-2-2}: names of
     * {@link StackProfile}. Several mean ports that are safe on all of them.
     */
    public static final String SAFE_ON = "freeport.safe-on";

    /**
     * The setting {@code on} or {@code off}: whether ports with a name in the services file are left out. Default: on,
     * but off for ports that {@value #RANGES} asks for.
     */
    public static final String SKIP_NAMED = "freeport.skip-named";

    /**
     * The setting of the directory in which JVMs meet. It must belong to the user, be writable by nobody else, hold no files
     * but Freeport's, and lie on a local disk; it is made if it does not exist. Default: {@code /tmp/.freeport-<uid>}, on Windows
     * {@code %LOCALAPPDATA%\freeport}.
     */
    public static final String DIRECTORY = "freeport.directory";

    /**
     * The setting {@code on} (default) or {@code off}: whether on Linux a socket that never listens holds the port. To be
     * switched off for a server that binds without SO_REUSEADDR.
     */
    public static final String GUARD_SOCKET = "freeport.guard-socket";

    /** The setting of how long a released port is not given again, such as {@code 50ms} or {@code 2s} (default). */
    public static final String COOL_DOWN = "freeport.cool-down";

    /**
     * The setting of how long {@link FreePorts#reserveFixed} waits behind other tests that have the port reserved, such
     * as {@code 30s}; at most {@code 1440m}. Default: {@code 1m}.
     */
    public static final String TIMEOUT = "freeport.timeout";

    /**
     * The setting {@code off}, {@code report} (default) or {@code fail}: what to do if something still listens on a port
     * when its reservation ends; see {@link LeakCheck}.
     */
    public static final String LEAKS = "freeport.leaks";

    /**
     * The setting of how long an explanation may look for who has a port, such as {@code 500ms}; at most {@code 1m}. What is
     * cut short is said. Default: {@code 1s}.
     */
    public static final String DIAGNOSIS_DEADLINE = "freeport.diagnosis-deadline";

    /**
     * The setting of a page, such as {@code target/ports.html}: a timeline of what the JVMs of a build do with ports, made
     * by each of them that ends. Beside it lies a folder of the same name with {@code .events}, in which they meet. A
     * relative path is below the working directory of each JVM, in Maven that of the module; for one page of several
     * modules give an absolute path. Default: none.
     */
    public static final String TIMELINE = "freeport.timeline";

    private static final Duration DEFAULT_COOL_DOWN = Duration.ofSeconds(2);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
    private static final Duration DEFAULT_DIAGNOSIS_DEADLINE = Duration.ofSeconds(1);
    private static final Duration LONGEST_DIAGNOSIS_DEADLINE = Duration.ofMinutes(1);

    private static volatile boolean propertiesHaveBeenSeen;

    private final PortChoice choice;
    private final Optional<Path> directory;
    private final ReservationOptions options;
    private final Duration timeout;
    private final LeakCheck leakCheck;
    private final Duration diagnosisDeadline;
    private final Optional<Path> report;

    private PortRequest(
            PortChoice choice,
            Optional<Path> directory,
            ReservationOptions options,
            Duration timeout,
            LeakCheck leakCheck,
            Duration diagnosisDeadline,
            Optional<Path> report) {
        this.choice = choice;
        this.directory = directory;
        this.options = options;
        this.timeout = timeout;
        this.leakCheck = leakCheck;
        this.diagnosisDeadline = diagnosisDeadline;
        this.report = report;
    }

    /**
     * Makes a request from the system properties whose names are the constants of this class.
     *
     * @return the request
     * @throws IllegalArgumentException if one of them cannot be understood
     */
    public static PortRequest fromSystemProperties() {
        if (!propertiesHaveBeenSeen) {
            propertiesHaveBeenSeen = true;
            warnOfUnknownKeys(System.getProperties().stringPropertyNames());
        }
        return from(new Settings.SystemProperties());
    }

    /**
     * Warns, once in this JVM, of each key that begins with {@code freeport.} and is none of the settings. For those who
     * read settings from elsewhere, and know their keys.
     *
     * @param keys the keys that are set, others among them
     */
    public static void warnOfUnknownKeys(Iterable<String> keys) {
        for (String key : keys) {
            if (key.startsWith(SettingNames.PREFIX)) {
                SettingNames.warnOf(keys);
                return;
            }
        }
    }

    /**
     * Makes a request from settings that are kept elsewhere.
     *
     * @param settings returns the value of a key, such as {@value #RANGES}
     * @return the request
     * @throws IllegalArgumentException if a setting cannot be understood; the message names it, its value and what would
     *     be right
     */
    public static PortRequest from(Function<String, Optional<String>> settings) {
        Settings read = new Settings(settings);
        PortChoice choice = new PortChoice(
                Set.of(Protocol.TCP),
                read.ranges(RANGES),
                read.ranges(EXCLUDED_RANGES),
                read.profiles(SAFE_ON),
                read.onOrOff(SKIP_NAMED));
        boolean guard = read.onOrOff(GUARD_SOCKET).orElse(true);
        // of the extension, which must not fail a run for them; a request is where wrong values are refused
        read.onOrOff(SettingNames.EXPLAIN);
        read.onOrOff(SettingNames.REPORT_ENTRIES);
        Duration coolDown = read.duration(COOL_DOWN, DEFAULT_COOL_DOWN, ReservationOptions.LONGEST_COOL_DOWN);
        return new PortRequest(
                choice,
                read.directory(DIRECTORY),
                new ReservationOptions(ReservationOptions.NO_PURPOSE, guard, coolDown),
                read.duration(TIMEOUT, DEFAULT_TIMEOUT, LONGEST_TIMEOUT),
                read.leakCheck(LEAKS, LeakCheck.WARN),
                diagnosisDeadline(read),
                read.file(TIMELINE));
    }

    /**
     * Returns this request with a word for what the port is wanted. Others who find the port taken are told.
     *
     * @param purpose such as the name of a test
     * @return a request
     */
    public PortRequest withPurpose(String purpose) {
        return with(choice, options.withPurpose(Printable.line(purpose)));
    }

    /**
     * Returns this request with other ports to choose from.
     *
     * @param wanted the ranges; none for the default
     * @return a request
     */
    public PortRequest withRanges(PortRange... wanted) {
        return withChoice(choice.withRanges(List.of(wanted)));
    }

    /**
     * Returns this request with other ports never to be given.
     *
     * @param unwanted the ranges
     * @return a request
     */
    public PortRequest withExcludedRanges(PortRange... unwanted) {
        return withChoice(choice.withExcludedRanges(List.of(unwanted)));
    }

    /**
     * Returns this request with other stacks that must not lend the port to a client either; several mean ports that are
     * safe on all of them.
     *
     * @param profiles the stacks
     * @return a request
     */
    public PortRequest withSafeOn(StackProfile... profiles) {
        return withChoice(choice.withSafeOn(new HashSet<>(List.of(profiles))));
    }

    /**
     * Returns this request with other rules for the choice of a port.
     *
     * @param rules the rules
     * @return a request
     */
    @SuppressWarnings("exports")
    public PortRequest withChoice(PortChoice rules) {
        return with(rules, options.withProtocols(rules.protocols()));
    }

    /**
     * Returns this request with another place to meet other JVMs.
     *
     * @param meetingPlace a directory of this user; made if it does not exist
     * @return a request
     */
    public PortRequest withDirectory(Path meetingPlace) {
        return new PortRequest(
                choice, Optional.of(meetingPlace), options, timeout, leakCheck, diagnosisDeadline, report);
    }

    /**
     * Returns this request with the kernel guard on or off.
     *
     * @param on whether a socket that never listens shall hold the port, where the system allows it
     * @return a request
     */
    public PortRequest withGuardSocket(boolean on) {
        return withHolding(on ? ReservationOptions.Holding.GUARDED : ReservationOptions.Holding.UNGUARDED);
    }

    /**
     * Returns this request with another cool-down.
     *
     * @param coolDown how long the port is not given again after its release, 0 to 1 h, counted in milliseconds
     * @return a request
     * @throws IllegalArgumentException if the duration is outside these bounds
     */
    public PortRequest withCoolDown(Duration coolDown) {
        return with(
                choice,
                options.withCoolDown(requireAtMost("coolDown", ReservationOptions.LONGEST_COOL_DOWN, coolDown)));
    }

    /**
     * Returns this request with another time to wait in {@link FreePorts#reserveFixed}.
     *
     * @param longest how long to wait behind others, 0 to 24 h
     * @return a request
     * @throws IllegalArgumentException if the duration is outside these bounds
     */
    public PortRequest withTimeout(Duration longest) {
        Duration time = requireAtMost("longest", LONGEST_TIMEOUT, longest);
        return new PortRequest(choice, directory, options, time, leakCheck, diagnosisDeadline, report);
    }

    /**
     * Returns this request with another answer to something that still listens when the reservation ends.
     *
     * @param check what to do
     * @return a request
     */
    public PortRequest withLeakCheck(LeakCheck check) {
        return new PortRequest(choice, directory, options, timeout, check, diagnosisDeadline, report);
    }

    /**
     * Returns this request with another time to look for who has the port after a failed bind.
     *
     * @param longest how long to look, 0 to 1 min
     * @return a request
     * @throws IllegalArgumentException if the duration is outside these bounds
     */
    public PortRequest withDiagnosisDeadline(Duration longest) {
        Duration time = requireAtMost("longest", LONGEST_DIAGNOSIS_DEADLINE, longest);
        return new PortRequest(choice, directory, options, timeout, leakCheck, time, report);
    }

    /**
     * Returns this request for other protocols. UDP ports are held by lock file and ledger; no guard socket can hold them
     * in the kernel.
     *
     * @param first one protocol
     * @param more another one, for one number that is reserved for both
     * @return a request
     */
    public PortRequest withProtocols(Protocol first, Protocol... more) {
        return withChoice(choice.withProtocols(EnumSet.of(first, more)));
    }

    PortRequest withHolding(ReservationOptions.Holding holding) {
        if (holding == ReservationOptions.Holding.CLOSED && choice.protocols().contains(Protocol.UDP)) {
            throw new IllegalArgumentException("protocols (" + choice.protocols()
                    + ") must be TCP alone for a port that is kept closed: a UDP port cannot be.");
        }
        return with(choice, options.withHolding(holding));
    }

    private PortRequest with(PortChoice rules, ReservationOptions how) {
        return new PortRequest(rules, directory, how, timeout, leakCheck, diagnosisDeadline, report);
    }

    private static Duration requireAtMost(String name, Duration longest, Duration duration) {
        try {
            return Settings.requireAtMost(longest, duration);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " (" + duration + ") is not valid: " + e.getMessage(), e);
        }
    }

    /**
     * Returns which ports may be picked.
     *
     * @return the rules for the choice of a port
     */
    @SuppressWarnings("exports")
    public PortChoice choice() {
        return choice;
    }

    Optional<Path> directory() {
        return directory;
    }

    ReservationOptions options() {
        return options;
    }

    Duration timeout() {
        return timeout;
    }

    LeakCheck leakCheck() {
        return leakCheck;
    }

    Duration diagnosisDeadline() {
        return diagnosisDeadline;
    }

    /** Returns the deadline of those who explain without a request. What is wrong there is said, and makes no failure. */
    static Duration defaultDiagnosisDeadline() {
        try {
            return diagnosisDeadline(new Settings(new Settings.SystemProperties()));
        } catch (IllegalArgumentException wrong) {
            Warnings.say(wrong.getMessage() + "; 1s is taken instead.");
            return DEFAULT_DIAGNOSIS_DEADLINE;
        }
    }

    private static Duration diagnosisDeadline(Settings settings) {
        return settings.duration(DIAGNOSIS_DEADLINE, DEFAULT_DIAGNOSIS_DEADLINE, LONGEST_DIAGNOSIS_DEADLINE);
    }

    Optional<Path> report() {
        return report;
    }
}
