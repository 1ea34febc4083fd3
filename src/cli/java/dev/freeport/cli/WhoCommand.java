package dev.freeport.cli;

import dev.freeport.FreePorts;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.stack.Protocol;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says who has a port. */
@Command(
        name = "who",
        description = "Says who has a port, and why a server could not be bound to it.",
        sortOptions = false,
        exitCodeOnInvalidInput = Freeport.WRONG_USE,
        exitCodeOnExecutionException = Freeport.NOT_FOUND_OUT,
        exitCodeListHeading = "Exit codes, of \"can it be bound?\", so the other way round than those of lsof:%n",
        exitCodeList = {
            "0:The port can be bound.",
            "1:It cannot: somebody has it or has reserved it, or the system does not allow it.",
            "2:The command was used wrongly.",
            "3:It could not be found out, or the answer not be written."
        },
        footerHeading = "Keys of the JSON:%n",
        footer = {
            "  port, protocol (tcp or udp), cause (such as listener, reserved, none), certainty (certain, probable,"
                    + " not-visible), owners (each pid, command, user, started); taken, headline, evidence, sockets,"
                    + " reservedBy (pid, test, since), notes"
        })
final class WhoCommand extends MeetingQuestion {
    static final int FREE = 0;
    static final int TAKEN = 1;

    @Parameters(paramLabel = "PORT", converter = PortArgument.class, description = "The port, 1 to 65535.")
    private int port;

    @Option(names = "--udp", description = "The UDP port of this number, instead of the TCP port.")
    private boolean udp;

    @Override
    public Integer call() {
        request();
        PortDiagnosis diagnosis = Progress.of(
                "looking who has port " + port, () -> FreePorts.explain(port, udp ? Protocol.UDP : Protocol.TCP));
        answer(json(diagnosis), diagnosis);
        return exitCode(diagnosis);
    }

    private static int exitCode(PortDiagnosis diagnosis) {
        if (diagnosis.cause() == Cause.UNKNOWN) {
            return Freeport.NOT_FOUND_OUT;
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
