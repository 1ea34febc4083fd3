package dev.freeport.cli;

import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.settings.PortChoiceSettings;
import dev.freeport.internal.settings.SystemProperties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description = {
            "Checks whether each guard (lock file, ledger, kernel lock) keeps two JVMs apart on this host, and reports"
                    + " what Freeport sees of the host.",
            "",
            "It starts a second JVM, and reserves a few ports for a moment.",
            ""
        },
        exitCodeList = {
            "0:All checks passed, perhaps with warnings.",
            "1:A check failed.",
            Freeport.USAGE_ERROR_LINE,
            "3:The checks could not be run, or output could not be written."
        },
        footer = "  healthy, findings (each check, state (ok, info, warning, broken), text)")
final class DoctorCommand extends SettingsCommand {
    private static final int CHECK_FAILED = 1;

    @Override
    public Integer call() throws Exception {
        // refuses settings that are not valid
        request();
        List<Finding> findings = Progress.of("checking", DoctorCommand::findings);
        boolean healthy = findings.stream().noneMatch(finding -> finding.state() == Finding.State.BROKEN);
        answer(
                Json.object(
                        "healthy",
                        healthy,
                        "findings",
                        findings.stream().map(Finding::json).toList()),
                findings.stream().map(Finding::toString).collect(Collectors.joining(System.lineSeparator())));
        return healthy ? 0 : CHECK_FAILED;
    }

    private static List<Finding> findings() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(HostCheckup.findings());
        findings.addAll(DirectoryCheckup.findings());
        PortChoice choice = PortChoiceSettings.read(SystemProperties.ALL);
        findings.addAll(PoolCheckup.findings(choice));
        findings.addAll(GuardCheckup.findings(choice, OtherJvm.SYSTEM));
        findings.addAll(SocketCheckup.findings());
        return findings;
    }
}
