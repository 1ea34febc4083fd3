package dev.freeport.cli;

import dev.freeport.internal.settings.PortChoiceSettings;
import dev.freeport.internal.settings.SystemProperties;
import dev.freeport.stack.PortChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Says what works here. */
@Command(
        name = "doctor",
        description = {
            "Tries whether everything works here that keeps ports apart, and says what is seen of the host.",
            "",
            "It starts a second JVM, and holds a few ports for a moment.",
            ""
        },
        sortOptions = false,
        exitCodeOnInvalidInput = Freeport.WRONG_USE,
        exitCodeOnExecutionException = Freeport.NOT_FOUND_OUT,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:Ports are kept apart here, perhaps with warnings.",
            "1:Something does not work.",
            "2:The command was used wrongly.",
            "3:It could not be found out, or the answer not be written."
        },
        footerHeading = "Keys of the JSON:%n",
        footer = "  healthy, findings (each check, state (ok, info, warning, broken), text)")
final class DoctorCommand extends MeetingQuestion {
    private static final int SOMETHING_BROKEN = 1;

    @Override
    public Integer call() throws Exception {
        // refuses settings that are not valid
        request();
        List<Finding> findings = Progress.of("trying what works", DoctorCommand::findings);
        boolean healthy = findings.stream().noneMatch(finding -> finding.state() == Finding.State.BROKEN);
        answer(
                Json.object(
                        "healthy",
                        healthy,
                        "findings",
                        findings.stream().map(Finding::json).toList()),
                findings.stream().map(Finding::toString).collect(Collectors.joining(System.lineSeparator())));
        return healthy ? 0 : SOMETHING_BROKEN;
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
