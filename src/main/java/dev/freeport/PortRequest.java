package dev.freeport;

import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.registry.ReservationOptions.Holding;
import dev.freeport.internal.settings.PortChoiceSettings;
import dev.freeport.internal.settings.Setting;
import dev.freeport.internal.settings.SystemProperties;
import dev.freeport.internal.text.Printable;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a port is for and how to reserve it. Immutable.
 *
 * <pre>{@code
 * PortRequest request = PortRequest.fromSystemProperties()
 *         .withPurpose("ShopTests")
 *         .withRanges("20000-20999")
 *         .withProtocols(Protocol.TCP, Protocol.UDP);
 * try (PortReservation reservation = FreePorts.reserve(request)) {
 *     ...
 * }
 * }</pre>
 *
 * <p>The constants of this class are the keys of its settings: system properties, and under JUnit configuration
 * parameters. The extension for JUnit has three more: {@code freeport.explain} ({@code on} or {@code off}: whether bind
 * failures of tests that do not use it are explained), {@code freeport.bind-log} ({@code on} or {@code off}: whether the JVM
 * logs its binds, for explanations; off by default) and {@code freeport.report-entries} ({@code on} or {@code off}:
 * whether ports become entries of JUnit's reports; off by default). Any other key that begins with {@code freeport.} has no effect, and a
 * warning says so.
 *
 * @since 0.1.0
 */
public final class PortRequest {
    /**
     * The setting of the ports to choose from, such as {@code 20000-20015,30000}. Ports inside the dynamic range of the
     * host are left out, unless no others remain and the kernel can hold them. Default: from 10000 up, without ports
     * that are set aside, have a name in the services file, are blocked by browsers, or are NodePorts of Kubernetes; from
     * 5001 up if that leaves fewer than 64.
     */
    public static final String RANGES = "freeport.ranges";

    /** The setting of ports never to reserve, such as {@code 27017,20000-20100}. */
    public static final String EXCLUDED_RANGES = "freeport.excluded-ranges";

    /**
     * The setting of stacks that must not assign the port to a client either, such as {@code windows,linux-2-2}: names of
     * {@link StackProfile}. Several mean ports that are safe on all of them.
     */
    public static final String SAFE_ON = "freeport.safe-on";

    /**
     * The setting {@code on} or {@code off}: whether ports with a name in the services file are left out. Default: on,
     * but off for ports that {@value #RANGES} asks for.
     */
    public static final String SKIP_NAMED = "freeport.skip-named";

    /**
     * The setting of the directory in which JVMs meet. It must belong to the user, be writable by no other user, hold no
     * files but Freeport's, and lie on a local disk; it is created if it does not exist. Default:
     * {@code /tmp/.freeport-<uid>}, on Windows {@code %LOCALAPPDATA%\freeport}.
     */
    public static final String DIRECTORY = "freeport.directory";

    /**
     * The setting {@code auto} (default), {@code on} or {@code off}: where on Linux a socket that never listens holds the
     * port itself; see {@link GuardSocket}. It keeps out servers that bind without SO_REUSEADDR.
     */
    public static final String GUARD_SOCKET = "freeport.guard-socket";

    /** The setting of how long a released port is not reserved again, such as {@code 50ms} or {@code 2s} (default). */
    public static final String COOL_DOWN = "freeport.cool-down";

    /**
     * The setting of how long {@link FreePorts#reserveFixed} waits for other tests that have reserved the port, such as
     * {@code 30s}; at most {@code 1440m}. Default: {@code 1m}.
     */
    public static final String TIMEOUT = "freeport.timeout";

    /**
     * The setting {@code off}, {@code warn} (default) or {@code fail}: what to do if a process still listens on a port
     * when its reservation ends; see {@link LeakCheck}.
     */
    public static final String LEAKS = "freeport.leaks";

    /**
     * The setting of how long a diagnosis may look for the owner of a port, such as {@code 500ms}; at most {@code 1m}. A
     * JVM that gets little CPU time may take ten times as long, but no longer than a minute. The diagnosis says what it had
     * to cut short. Default: {@code 5s}.
     */
    public static final String DIAGNOSIS_DEADLINE = "freeport.diagnosis-deadline";

    /**
     * The setting of a page, such as {@code target/ports.html}: a timeline of what the JVMs of a build do with ports, made
     * by each of them that ends. Beside it lies a folder of the same name with {@code .events}, in which they meet. A
     * relative path is below the working directory of each JVM, in Maven that of the module; for one page of several
     * modules give an absolute path. Default: none.
     */
    public static final String TIMELINE = "freeport.timeline";

    /**
     * The setting of the ports that the build has reserved for the tests of this JVM, such as
     * {@code http=20004,peers=20010+20011}; {@code freeport-maven-plugin} sets it as a system property of Surefire's and
     * Failsafe's JVMs. See {@link FreePorts#reservedByBuild}. Default: none.
     */
    public static final String BUILD_PORTS = "freeport.build-ports";

    private final PortChoice choice;
    private final Optional<Path> directory;
    private final String directoryOrigin;
    private final ReservationOptions options;
    private final Duration timeout;
    private final LeakCheck leakCheck;
    private final Optional<Path> timeline;

    private PortRequest(
            PortChoice choice,
            Optional<Path> directory,
            String directoryOrigin,
            ReservationOptions options,
            Duration timeout,
            LeakCheck leakCheck,
            Optional<Path> timeline) {
        this.choice = choice;
        this.directory = directory;
        this.directoryOrigin = directoryOrigin;
        this.options = options;
        this.timeout = timeout;
        this.leakCheck = leakCheck;
        this.timeline = timeline;
    }

    /**
     * {@return a request made from the system properties whose names are the constants of this class}
     *
     * @throws IllegalArgumentException if the value of one of them is not valid
     */
    public static PortRequest fromSystemProperties() {
        return from(SystemProperties.checked());
    }

    /**
     * {@return a request made from settings that are kept elsewhere}
     *
     * @param settings returns the value of a key, such as {@value #RANGES}
     * @throws IllegalArgumentException if the value of a setting is not valid; the message names the setting, its value
     *     and what would be right
     */
    public static PortRequest from(Function<String, Optional<String>> settings) {
        // the extension reads these, but must not fail a run for them; a request is where wrong values are refused
        Setting.EXPLAIN.find(settings);
        Setting.BIND_LOG.find(settings);
        Setting.REPORT_ENTRIES.find(settings);
        Optional<Path> directory = Setting.DIRECTORY.find(settings);
        return new PortRequest(
                PortChoiceSettings.read(settings),
                directory,
                directory.isPresent() ? Setting.DIRECTORY.origin(settings) : "",
                new ReservationOptions(
                        ReservationOptions.NO_PURPOSE,
                        ReservationOptions.TCP,
                        holding(GuardSocket.valueOf(Setting.GUARD_SOCKET.read(settings))),
                        Setting.COOL_DOWN.read(settings),
                        Setting.DIAGNOSIS_DEADLINE.read(settings)),
                Setting.TIMEOUT.read(settings),
                LeakCheck.valueOf(Setting.LEAKS.read(settings)),
                Setting.TIMELINE.find(settings));
    }

    /**
     * {@return this request with what the port is for, which tests that find the port taken are told}
     *
     * @param purpose such as the name of a test
     */
    public PortRequest withPurpose(String purpose) {
        return with(choice, options.withPurpose(Printable.line(purpose)));
    }

    /**
     * {@return this request with other ports to choose from}
     *
     * @param ranges the ranges; none for the default
     */
    public PortRequest withRanges(PortRange... ranges) {
        return with(choice.withRanges(List.of(ranges)), options);
    }

    /**
     * {@return this request with other ports to choose from}
     *
     * @param ranges the ranges, written as in {@value #RANGES}
     * @throws IllegalArgumentException if the text is not valid
     */
    public PortRequest withRanges(String ranges) {
        return with(choice.withRanges(Setting.RANGES.parse("ranges", ranges)), options);
    }

    /**
     * {@return this request with other ports never to reserve}
     *
     * @param ranges the ranges
     */
    public PortRequest withExcludedRanges(PortRange... ranges) {
        return with(choice.withExcludedRanges(List.of(ranges)), options);
    }

    /**
     * {@return this request with other ports never to reserve}
     *
     * @param ranges the ranges, written as in {@value #EXCLUDED_RANGES}
     * @throws IllegalArgumentException if the text is not valid
     */
    public PortRequest withExcludedRanges(String ranges) {
        return with(choice.withExcludedRanges(Setting.EXCLUDED_RANGES.parse("excludedRanges", ranges)), options);
    }

    /**
     * {@return this request with other stacks that must not assign the port to a client either; several mean ports
     * that are safe on all of them}
     *
     * @param profiles the stacks
     */
    public PortRequest withSafeOn(StackProfile... profiles) {
        return with(choice.withSafeOn(new HashSet<>(List.of(profiles))), options);
    }

    /**
     * {@return this request with or without ports that have a name in the services file}
     *
     * @param skip whether to leave them out
     */
    public PortRequest withSkipNamed(boolean skip) {
        return with(choice.withSkipNamed(skip), options);
    }

    /**
     * {@return this request for other protocols}
     *
     * @param first one protocol
     * @param more another one, for one number that is reserved for both
     */
    public PortRequest withProtocols(Protocol first, Protocol... more) {
        EnumSet<Protocol> protocols = EnumSet.of(first, more);
        return with(choice.withProtocols(protocols), options.withProtocols(protocols));
    }

    /**
     * {@return this request with another directory in which JVMs meet}
     *
     * @param path a directory of this user; created if it does not exist
     */
    public PortRequest withDirectory(Path path) {
        return new PortRequest(choice, Optional.of(path), "", options, timeout, leakCheck, timeline);
    }

    /**
     * {@return this request with another rule for guard sockets}
     *
     * @param where on which ports a socket that never listens shall hold the port itself
     */
    public PortRequest withGuardSocket(GuardSocket where) {
        return withHolding(holding(where));
    }

    private static Holding holding(GuardSocket where) {
        if (where == GuardSocket.AUTO) {
            return Holding.AUTO;
        }
        return where == GuardSocket.ON ? Holding.GUARDED : Holding.UNGUARDED;
    }

    /**
     * {@return this request with another cool-down}
     *
     * @param coolDown how long the port is not reserved again after its release, 0 to 1 h, counted in milliseconds
     * @throws IllegalArgumentException if the duration is out of these bounds
     */
    public PortRequest withCoolDown(Duration coolDown) {
        return with(choice, options.withCoolDown(Setting.COOL_DOWN.require("coolDown", coolDown)));
    }

    /**
     * {@return this request with another timeout for {@link FreePorts#reserveFixed}}
     *
     * @param longest how long to wait for others, 0 to 24 h
     * @throws IllegalArgumentException if the duration is out of these bounds
     */
    public PortRequest withTimeout(Duration longest) {
        Duration checked = Setting.TIMEOUT.require("timeout", longest);
        return new PortRequest(choice, directory, directoryOrigin, options, checked, leakCheck, timeline);
    }

    /**
     * {@return this request with another timeout for {@link FreePorts#reserveFixed}}
     *
     * @param longest how long to wait for others, written as in {@value #TIMEOUT}
     * @throws IllegalArgumentException if the text is not valid
     */
    public PortRequest withTimeout(String longest) {
        return withTimeout(Setting.TIMEOUT.parse("timeout", longest));
    }

    /**
     * {@return this request with another answer to a process that still listens when the reservation ends}
     *
     * @param check what to do
     */
    public PortRequest withLeakCheck(LeakCheck check) {
        return new PortRequest(choice, directory, directoryOrigin, options, timeout, check, timeline);
    }

    /**
     * {@return this request with another deadline for a diagnosis after a bind failure}
     *
     * @param longest how long to look for the owner of the port, 0 to 1 min
     * @throws IllegalArgumentException if the duration is out of these bounds
     */
    public PortRequest withDiagnosisDeadline(Duration longest) {
        return with(
                choice,
                options.withDiagnosisDeadline(Setting.DIAGNOSIS_DEADLINE.require("diagnosisDeadline", longest)));
    }

    PortRequest withHolding(Holding holding) {
        if (holding == Holding.CLOSED && choice.protocols().contains(Protocol.UDP)) {
            throw new IllegalArgumentException("protocols (" + choice.protocols()
                    + ") must be TCP alone for a closed port: a UDP port cannot be kept closed.");
        }
        return with(choice, options.withHolding(holding));
    }

    private PortRequest with(PortChoice otherChoice, ReservationOptions otherOptions) {
        return new PortRequest(otherChoice, directory, directoryOrigin, otherOptions, timeout, leakCheck, timeline);
    }

    PortChoice choice() {
        return choice;
    }

    Optional<Path> directory() {
        return directory;
    }

    /** Says where the directory is set; empty if that is not known. */
    String directoryOrigin() {
        return directoryOrigin;
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

    Optional<Path> timeline() {
        return timeline;
    }
}
