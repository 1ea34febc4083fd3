package dev.freeport;

import dev.freeport.registry.Terms;
import dev.freeport.stack.PortChoice;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a port is wanted for and how it is to be reserved. Immutable.
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
    public static final String AVOID = "freeport.avoid";

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
     * The setting of the directory in which JVMs meet. It must belong to the user, be writable by nobody else, and lie on
     * a local disk; it is made if it does not exist. Default: {@code /tmp/.freeport-<uid>}, on Windows
     * {@code %LOCALAPPDATA%\freeport}.
     */
    public static final String DIRECTORY = "freeport.directory";

    /**
     * The setting {@code on} (default) or {@code off}: whether on Linux a socket that never listens holds the port. To be
     * switched off for a server that binds without SO_REUSEADDR.
     */
    public static final String GUARD = "freeport.guard";

    /** The setting of how long a released port is not given again, such as {@code 50ms} or {@code 2s} (default). */
    public static final String COOL_DOWN = "freeport.cool-down";

    private static final Duration USUAL_COOL_DOWN = Duration.ofSeconds(2);

    private final PortChoice choice;
    private final Optional<Path> directory;
    private final Terms terms;

    private PortRequest(PortChoice choice, Optional<Path> directory, Terms terms) {
        this.choice = choice;
        this.directory = directory;
        this.terms = terms;
    }

    /**
     * Makes a request from the system properties {@value #RANGES}, {@value #DIRECTORY}, {@value #GUARD} and
     * {@value #COOL_DOWN}.
     *
     * @return the request
     * @throws IllegalArgumentException if one of them cannot be understood
     */
    public static PortRequest fromSystemProperties() {
        return from(key -> Optional.ofNullable(System.getProperty(key)));
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
        PortChoice choice = new PortChoice(
                Protocol.TCP,
                read(settings, RANGES, PortRange::parseList, List.of()),
                read(settings, AVOID, PortRange::parseList, List.of()),
                read(settings, SAFE_ON, StackProfile::parseList, Set.of()),
                read(settings, SKIP_NAMED, text -> Optional.of(parseSwitch(text)), Optional.empty()));
        Optional<Path> directory = read(settings, DIRECTORY, PortRequest::parseDirectory, Optional.empty());
        boolean guard = read(settings, GUARD, PortRequest::parseSwitch, true);
        Duration coolDown = read(settings, COOL_DOWN, PortRequest::parseCoolDown, USUAL_COOL_DOWN);
        return new PortRequest(choice, directory, new Terms("unnamed use", guard, coolDown));
    }

    private static <T> T read(
            Function<String, Optional<String>> settings, String key, Function<String, T> parser, T usual) {
        Optional<String> text = settings.apply(key);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            return parser.apply(text.get().strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " (" + text.get() + ") is not valid: " + e.getMessage(), e);
        }
    }

    private static Optional<Path> parseDirectory(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("it must be the path of a directory");
        }
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("it must be the path of a directory: " + e.getReason(), e);
        }
    }

    private static boolean parseSwitch(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw new IllegalArgumentException("it must be on or off");
        };
    }

    private static Duration parseCoolDown(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        try {
            long amount = Long.parseLong(text.substring(0, digits));
            return requireCoolDown(
                    switch (text.substring(digits).strip()) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        default ->
                            throw new IllegalArgumentException(
                                    "it must be a number with a unit (ms, s, m), such as 50ms or 2s");
                    });
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("it must be a number with a unit (ms, s, m), such as 50ms or 2s", e);
        }
    }

    private static Duration requireCoolDown(Duration coolDown) {
        if (coolDown.isNegative() || coolDown.compareTo(Terms.LONGEST_COOL_DOWN) > 0) {
            throw new IllegalArgumentException("it must be from 0ms to " + Terms.LONGEST_COOL_DOWN.toMinutes() + "m");
        }
        return coolDown;
    }

    /**
     * Returns this request with a word for what the port is wanted. Others who find the port taken are told.
     *
     * @param purpose such as the name of a test
     * @return a request
     */
    public PortRequest withPurpose(String purpose) {
        return new PortRequest(choice, directory, new Terms(purpose, terms.guarded(), terms.coolDown()));
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
    public PortRequest withAvoid(PortRange... unwanted) {
        return withChoice(choice.withAvoid(List.of(unwanted)));
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
    public PortRequest withChoice(PortChoice rules) {
        return new PortRequest(rules, directory, terms);
    }

    /**
     * Returns this request with another place to meet other JVMs.
     *
     * @param meetingPlace a directory of this user; made if it does not exist
     * @return a request
     */
    public PortRequest withDirectory(Path meetingPlace) {
        return new PortRequest(choice, Optional.of(meetingPlace), terms);
    }

    /**
     * Returns this request with the kernel guard on or off.
     *
     * @param on whether a socket that never listens shall hold the port, where the system allows it
     * @return a request
     */
    public PortRequest withGuard(boolean on) {
        return new PortRequest(choice, directory, new Terms(terms.purpose(), on, terms.coolDown()));
    }

    /**
     * Returns this request with another cool-down.
     *
     * @param coolDown how long the port is not given again after its release, 0 to 1 h, counted in milliseconds
     * @return a request
     * @throws IllegalArgumentException if the duration is outside these bounds
     */
    public PortRequest withCoolDown(Duration coolDown) {
        try {
            return new PortRequest(
                    choice, directory, new Terms(terms.purpose(), terms.guarded(), requireCoolDown(coolDown)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("coolDown (" + coolDown + ") is not valid: " + e.getMessage(), e);
        }
    }

    /**
     * Returns which ports may be picked.
     *
     * @return the rules for the choice of a port
     */
    public PortChoice choice() {
        return choice;
    }

    Optional<Path> directory() {
        return directory;
    }

    Terms terms() {
        return terms;
    }
}
