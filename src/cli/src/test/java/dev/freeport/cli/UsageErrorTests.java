package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.freeport.cli.CommandLineRun.Outcome;
import dev.freeport.internal.settings.Setting;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Usage errors are reported on the standard error, with a hint at the help; nothing is on the standard output. */
class UsageErrorTests {
    static Stream<Arguments> usageErrors() {
        return Stream.of(
                arguments("who 70000", 2, "port (70000) must be between 1 and 65535", "freeport who"),
                arguments("who http", 2, "'http' must be a port between 1 and 65535", "freeport who"),
                arguments("who", 2, "Missing required parameter: '[HOST:]PORT'", "freeport who"),
                arguments("who 8080 localhost:http", 2, "'http' must be a port between 1 and 65535", "freeport who"),
                arguments(
                        "who ftp://joe:secret@localhost/secret",
                        2,
                        "'ftp://localhost' must name a port, such as ftp://localhost:8080",
                        "freeport who"),
                arguments(
                        "who nowhere.invalid:8080",
                        2,
                        "'nowhere.invalid' is not a host that this machine knows",
                        "freeport who"),
                arguments(
                        "list --ports=90-80",
                        2,
                        "Invalid value for option '--ports': range (90-80) must not be reversed: write 80-90",
                        "freeport list"),
                arguments(
                        "list --sort=name",
                        2,
                        "Invalid value for option '--sort': 'name' must be port, pid or command",
                        "freeport list"),
                arguments("wo", 2, "Unknown command 'wo'\nDid you mean: freeport who?", "freeport"),
                arguments("bogus", 2, "Unknown command 'bogus'", "freeport"),
                arguments("list 80", 2, "Unexpected argument '80'", "freeport list"),
                arguments(
                        "reserved --jsn", 2, "Unknown option '--jsn'\nPossible solutions: --json", "freeport reserved"),
                arguments("timeline -o ports.html", 2, "Unknown option '-o'", "freeport timeline"),
                arguments("who +80", 2, "'+80' must be a port between 1 and 65535", "freeport who"),
                arguments("who \u0668\u0660", 2, "'\u0668\u0660' must be a port between 1 and 65535", "freeport who"),
                arguments(
                        "ranges --stack=foo",
                        2,
                        "Invalid value for option '--stack': 'foo' must be one of iana, vos-tcp-os, stcp-tcp-before-1098, stcp-tcp, stcp-udp-before-2119, stcp-udp, hp-ux, ftx-before-3-4, ftx, ftserver, windows-2003, linux-2-2, linux, windows, macos, freebsd, solaris, aix, portable",
                        "freeport ranges"),
                arguments(
                        "ranges --stack=linux --all",
                        2,
                        "--stack=NAME, --all are mutually exclusive (specify only one)",
                        "freeport ranges"),
                arguments(
                        "reserved -Dfreeport.timeout=soon",
                        2,
                        "freeport.timeout (soon) is not valid: it must be a number with a unit (ms, s, m), such as 50ms or 2s; it is set as a system property",
                        "freeport reserved"),
                arguments(
                        "reserved -Dfreeport.timeout",
                        2,
                        "-D (freeport.timeout) must be KEY=VALUE, such as -Dfreeport.ranges=20000-20999",
                        "freeport reserved"),
                arguments(
                        "reserved -Dtimeline-page=1",
                        2,
                        "-D (timeline-page) must be one of " + String.join(", ", Setting.keys()),
                        "freeport reserved"),
                arguments(
                        "reserved -Dfreeport.rangs=20000",
                        2,
                        "-D (freeport.rangs) is unknown. Did you mean freeport.ranges?",
                        "freeport reserved"),
                arguments(
                        "reserved -Dfreeport.explain=maybe",
                        2,
                        "freeport.explain (maybe) is not valid: it must be on or off; it is set as a system property",
                        "freeport reserved"),
                arguments(
                        "run",
                        125,
                        "Missing program, for example: freeport run --env HTTP -- java -jar shop.jar",
                        "freeport run"),
                arguments("run -n 0 true", 125, "-n (0) must be between 1 and 65535", "freeport run"),
                arguments(
                        "run -n two true",
                        125,
                        "Invalid value for option '--number': 'two' must be a number between 1 and 65535",
                        "freeport run"),
                arguments(
                        "run -n 2 -Dfreeport.ranges=20000 true",
                        125,
                        "Cannot reserve 2 ports: the pool has 1 port: 20000. Request fewer ports, or widen freeport.ranges.",
                        "freeport run"),
                arguments("run -n 2000000000 true", 125, "-n (2000000000) must be between 1 and 65535", "freeport run"),
                arguments(
                        "run -n 2 --env HTTP true",
                        125,
                        "-n (2) must equal the number of names in --env (HTTP)",
                        "freeport run"),
                arguments(
                        "run --env HTTP,1ST true",
                        125,
                        "--env (HTTP,1ST) must be names of variables, such as HTTP,ADMIN, not '1ST'",
                        "freeport run"),
                arguments(
                        "run --env HTTP, true",
                        125,
                        "--env (HTTP,) must be names of variables, such as HTTP,ADMIN, not ''",
                        "freeport run"),
                arguments(
                        "run --env , true",
                        125,
                        "--env (,) must be names of variables, such as HTTP,ADMIN, not ''",
                        "freeport run"),
                arguments(
                        "run --env HTTP,HTTP true",
                        125,
                        "--env (HTTP,HTTP) must not name a variable twice",
                        "freeport run"),
                arguments(
                        "run --protocol sctp true",
                        125,
                        "--protocol (sctp) must be tcp, udp or tcp,udp, not 'sctp'",
                        "freeport run"),
                arguments(
                        "run --protocol tcp, true",
                        125,
                        "--protocol (tcp,) must be tcp, udp or tcp,udp, not ''",
                        "freeport run"));
    }

    @Test
    void isReportedForNoArgument() {
        assertThat(CommandLineRun.of())
                .isEqualTo(new Outcome(2, "", "freeport: Missing command\nTry 'freeport --help'.\n"));
    }

    @Test
    void isReportedForAnEmptyArgument() {
        assertThat(CommandLineRun.of(""))
                .isEqualTo(new Outcome(2, "", "freeport: Unknown command ''\nTry 'freeport --help'.\n"));
        assertThat(CommandLineRun.of("run", ""))
                .isEqualTo(new Outcome(
                        125,
                        "",
                        "freeport: Missing program, for example: freeport run --env HTTP -- java -jar shop.jar\n"
                                + "Try 'freeport run --help'.\n"));
    }

    @ParameterizedTest
    @MethodSource("usageErrors")
    void isReported(String arguments, int exitCode, String message, String command) {
        Outcome outcome = CommandLineRun.inThisJvm(arguments.split(" "));
        assertThat(outcome.err()).isEqualTo("freeport: " + message + "\nTry '" + command + " --help'.\n");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
    }
}
