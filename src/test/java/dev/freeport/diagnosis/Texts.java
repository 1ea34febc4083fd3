package dev.freeport.diagnosis;

import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.Protocol;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts as this system has them, written down with the line ends and the commands of Linux. */
final class Texts {
    private static final Pattern KILL = Pattern.compile("(?<=\\()kill ([0-9 ]+)");
    private static final Pattern LOOK = Pattern.compile("ss -Htanp 'sport = :([0-9]+)'");
    private static final Pattern SHOW = Pattern.compile("ps -fp ([0-9]+)");

    private Texts() {}

    static String here(String linux) {
        String ending = KILL.matcher(linux)
                .replaceAll(pids -> DiagnosticCommands.SYSTEM.end(Arrays.stream(
                                pids.group(1).split(" "))
                        .<OwnerProcess>map(pid -> new ProcessDetails(Long.parseLong(pid), "", "", Optional.empty()))
                        .toList()));
        String looking = LOOK.matcher(ending)
                .replaceAll(port -> DiagnosticCommands.SYSTEM.look(Protocol.TCP, Integer.parseInt(port.group(1))));
        return SHOW.matcher(looking)
                .replaceAll(pid -> DiagnosticCommands.SYSTEM.show(Long.parseLong(pid.group(1))))
                .replace("as root: ", "as " + DiagnosticCommands.SYSTEM.superuser() + ": ")
                .replace("\n", System.lineSeparator());
    }

    /** Puts the sentences of the cause of a diagnosis, which {@link CauseTextTests} shows, into the facts around them. */
    static String around(PortDiagnosis diagnosis, String facts) {
        CauseText cause = diagnosis.text();
        return facts.replace("HEADLINE", cause.headline())
                .replace("EXPLANATION", cause.explanation())
                .replace("ADVICE", cause.advice())
                .replace("\n", System.lineSeparator());
    }
}
