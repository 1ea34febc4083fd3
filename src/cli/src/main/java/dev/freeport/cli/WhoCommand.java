package dev.freeport.cli;

import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.settings.Setting;
import dev.freeport.internal.settings.SystemProperties;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "who",
        description = "Names the process that holds a port, and says why a server cannot bind it.",
        exitCodeListHeading = "Exit codes (0 means free, unlike with lsof):%n",
        exitCodeList = {
            "0:A server can bind the port; of several, each.",
            "1:It cannot: the port is in use or reserved, or the system forbids it.",
            Freeport.USAGE_ERROR_LINE,
            "3:The cause could not be determined, or output could not be written."
        },
        footer = {
            "  port, protocol (tcp or udp), cause (such as listener, reserved, none), certainty (certain, probable,"
                    + " not-visible), owners (each pid, command, user, started); taken, headline, evidence, sockets,"
                    + " reservedBy (pid, test, since), notes; for several ports an array of these"
        })
final class WhoCommand extends SettingsCommand {
    static final int FREE = 0;
    static final int TAKEN = 1;

    /** A user waits for nothing else, and no test does. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @Parameters(
            paramLabel = "[HOST:]PORT",
            arity = "1..*",
            description =
                    "The port, from 1 to 65535, on all addresses of this host or on those of HOST; or a URL, such as"
                            + " http://localhost:8080/path.")
    private List<String> targets = List.of();

    @Option(names = "--udp", description = "Look at the UDP port instead of the TCP port.")
    private boolean udp;

    @Override
    public Integer call() {
        request();
        List<PortDiagnosis> diagnoses = new ArrayList<>();
        for (BindTarget target : targets.stream().map(this::target).toList()) {
            diagnoses.add(Progress.of("looking for the owner of port " + target.port(), () -> diagnosis(target)));
        }
        answer(
                diagnoses.size() == 1
                        ? json(diagnoses.get(0))
                        : diagnoses.stream().map(WhoCommand::json).toList(),
                diagnoses.stream()
                        .map(PortDiagnosis::toString)
                        .collect(Collectors.joining(System.lineSeparator().repeat(2))));
        return exitCode(diagnoses);
    }

    private BindTarget target(String text) {
        try {
            return BindTarget.parse(text);
        } catch (TypeConversionException invalid) {
            throw usageError(String.valueOf(invalid.getMessage()));
        }
    }

    /** Returns what is in the way on one of the addresses, or that nothing is. */
    private PortDiagnosis diagnosis(BindTarget target) {
        Duration deadline =
                Setting.DIAGNOSIS_DEADLINE.find(SystemProperties.ALL).orElse(DEADLINE);
        List<PortDiagnosis> each = target.attempts(udp ? Protocol.UDP : Protocol.TCP).stream()
                .map(attempt -> PortDiagnosis.of(attempt, deadline))
                .toList();
        return each.stream()
                .filter(diagnosis -> diagnosis.cause() != Cause.NONE)
                .findFirst()
                .orElse(each.get(0));
    }

    private static int exitCode(List<PortDiagnosis> diagnoses) {
        if (diagnoses.stream().anyMatch(diagnosis -> diagnosis.cause() == Cause.UNKNOWN)) {
            return Freeport.NO_ANSWER;
        }
        return diagnoses.stream().anyMatch(PortDiagnosis::isTaken) ? TAKEN : FREE;
    }

    private static Map<String, Object> json(PortDiagnosis diagnosis) {
        return Json.object(
                "port", diagnosis.port(),
                "protocol", diagnosis.protocol(),
                "cause", diagnosis.cause(),
                "certainty", diagnosis.certainty(),
                "owners", OwnerJson.of(diagnosis.owners()),
                "taken", diagnosis.isTaken(),
                "headline", diagnosis.headline(),
                "evidence", diagnosis.evidence(),
                "sockets", diagnosis.sockets().stream().map(OwnerJson::of).toList(),
                "reservedBy",
                        diagnosis
                                .reservedBy()
                                .map(by -> Json.object("pid", by.pid(), "test", by.purpose(), "since", by.since())),
                "notes", diagnosis.notes());
    }
}
