package dev.freeport;

import dev.freeport.registry.Terms;
import dev.freeport.stack.PortRange;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a port is wanted for and how it is to be reserved. Immutable.
 *
 * @since 0.1.0
 */
public final class PortRequest {
    /**
     * The setting of the ports to choose from, such as {@code 20000-20015,30000}. Ports inside the dynamic range of the
     * host are left out, unless no others remain and the kernel can hold them. Default: what {@code PortPool} finds.
     */
    public static final String RANGES = "freeport.ranges";

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

    private final List<PortRange> ranges;
    private final Optional<Path> directory;
    private final Terms terms;

    private PortRequest(List<PortRange> ranges, Optional<Path> directory, Terms terms) {
        this.ranges = ranges;
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
        List<PortRange> ranges = read(settings, RANGES, PortRange::parseList, List.of());
        Optional<Path> directory = read(settings, DIRECTORY, PortRequest::parseDirectory, Optional.empty());
        boolean guard = read(settings, GUARD, PortRequest::parseSwitch, true);
        Duration coolDown = read(settings, COOL_DOWN, PortRequest::parseCoolDown, USUAL_COOL_DOWN);
        return new PortRequest(ranges, directory, new Terms("unnamed use", guard, coolDown));
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
        return new PortRequest(ranges, directory, new Terms(purpose, terms.guarded(), terms.coolDown()));
    }

    /**
     * Returns this request with other ports to choose from.
     *
     * @param wanted the ranges; none for the default
     * @return a request
     */
    public PortRequest withRanges(PortRange... wanted) {
        return new PortRequest(List.of(wanted), directory, terms);
    }

    /**
     * Returns this request with another place to meet other JVMs.
     *
     * @param meetingPlace a directory of this user; made if it does not exist
     * @return a request
     */
    public PortRequest withDirectory(Path meetingPlace) {
        return new PortRequest(ranges, Optional.of(meetingPlace), terms);
    }

    /**
     * Returns this request with the kernel guard on or off.
     *
     * @param on whether a socket that never listens shall hold the port, where the system allows it
     * @return a request
     */
    public PortRequest withGuard(boolean on) {
        return new PortRequest(ranges, directory, new Terms(terms.purpose(), on, terms.coolDown()));
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
                    ranges, directory, new Terms(terms.purpose(), terms.guarded(), requireCoolDown(coolDown)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("coolDown (" + coolDown + ") is not valid: " + e.getMessage(), e);
        }
    }

    List<PortRange> ranges() {
        return ranges;
    }

    Optional<Path> directory() {
        return directory;
    }

    Terms terms() {
        return terms;
    }
}
