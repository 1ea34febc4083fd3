package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.cli.CommandLineRun.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTests {
    @Test
    void namesTheExitCodesOfAllCommands() {
        Outcome outcome = CommandLineRun.of("--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .startsWith("Usage: freeport [-hV] COMMAND\n"
                        + "Names the process that holds a port, and reserves ports for any program.\n")
                .endsWith("""

                        'freeport COMMAND --help' shows the options, exit codes and JSON keys of a
                        command.
                        Exit codes: 0 success, 2 usage error (125 for run), 3 output could not be
                        written.
                        """)
                .doesNotContain("guard-trials");
        assertThat(outcome.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"who", "list", "ranges", "reserved", "doctor", "timeline", "version"})
    void ofACommandNamesItsExitCodesAndKeys(String command) {
        Outcome outcome = CommandLineRun.of(command, "--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .startsWith("Usage: freeport " + command + " [-h] [--json]")
                .contains("\n  2   Usage error.\n", "could not be", "\nJSON keys:\n  ");
    }

    @Test
    void theVersionIsThatOfTheJarJavaAndTheSystem() {
        Outcome outcome = CommandLineRun.of("version");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .matches("freeport {2}[0-9]\\S*\njava {6}" + System.getProperty("java.version") + ", .*\nos {8}"
                        + System.getProperty("os.name") + " .*\n");
        assertThat(CommandLineRun.of("--version").out())
                .isEqualTo(outcome.out().lines().findFirst().orElseThrow().replace("  ", " ") + "\n");
    }

    @Test
    void ofRunNamesItsExitCodes() {
        assertThat(CommandLineRun.of("run", "--help").out()).contains("""
                        Exit codes (like those of env and timeout):
                          N     The program exited with N; 128 + N if signal N killed it.
                          125   Usage error, no free ports, or the JSON could not be written.
                          126   The program could not be run.
                          127   The program was not found.
                          130   Ctrl-C; 143: SIGTERM.
                        """);
    }
}
