package dev.freeport.cli;

import dev.freeport.FreePorts;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.stack.Protocol;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "who",
        description = "Names the process that holds a port, and says why a server cannot bind it.",
        exitCodeListHeading = "Exit codes (0 means free, unlike with lsof):%n",
        exitCodeList = {
            "0:A server can bind the port.",
            "1:It cannot: the port is in use or reserved, or the system forbids it.",
            Freeport.USAGE_ERROR_LINE,
            "3:The cause could not be determined, or output could not be written."
        },
        footer = {
            "  port, protocol (tcp or udp), cause (such as listener, reserved, none), certainty (certain, probable,"
                    + " not-visible), owners (each pid, command, user, started); taken, headline, evidence, sockets,"
                    + " reservedBy (pid, test, since), notes"
        })
final class WhoCommand extends SettingsCommand {
    static final int FREE = 0;
    static final int TAKEN = 1;

    @Parameters(paramLabel = "PORT", converter = PortArgument.class, description = "The port, from 1 to 65535.")
    private int port;

    @Option(names = "--udp", description = "Look at the UDP port instead of the TCP port.")
    private boolean udp;

    @Override
    public Integer call() {
        request();
        PortDiagnosis diagnosis = Progress.of(
                "looking for the owner of port " + port,
                () -> FreePorts.explain(port, udp ? Protocol.UDP : Protocol.TCP));
        answer(json(diagnosis), diagnosis);
        return exitCode(diagnosis);
    }

    private static int exitCode(PortDiagnosis diagnosis) {
        if (diagnosis.cause() == Cause.UNKNOWN) {
            return Freeport.NO_ANSWER;
        }
        return diagnosis.isTaken() ? TAKEN : FREE;
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
