package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import java.io.IOException;
import java.util.List;

/** Asks no(1) of AIX for {@code tcp_ephemeral_low} and its like, of which UDP has its own. */
record AixReader(ExternalCommand command) implements HostReader {
    private static final List<String> ALL = List.of("no", "-a");

    @Override
    public StackProfile profile() {
        return StackProfile.AIX;
    }

    @Override
    public HostStack read() throws IOException {
        String text = command.run(ALL);
        return new HostStack(
                profile(),
                List.of(dynamic(text, Protocol.TCP)),
                List.of(dynamic(text, Protocol.UDP)),
                List.of(),
                profile().highestSystemPort() + 1,
                "no -a");
    }

    private static PortRange dynamic(String text, Protocol protocol) throws IOException {
        String low = protocol + "_ephemeral_low";
        String high = protocol + "_ephemeral_high";
        return PortParser.range(port(text, low), port(text, high), "no -a, " + low + " and " + high + ",");
    }

    private static int port(String text, String option) throws IOException {
        for (String line : text.split("[\\r\\n]+")) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.substring(0, equals).strip().equals(option)) {
                return PortParser.port(line.substring(equals + 1), "no -a, " + option + ",");
            }
        }
        throw new IOException("no -a says '" + ExternalCommand.printable(text) + "', and nothing of " + option);
    }
}
