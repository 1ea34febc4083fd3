package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import java.io.IOException;
import java.util.List;

/** Asks ipadm(8) of illumos and Solaris 11; before those there was ndd(1M). */
record SolarisReader(ExternalCommand command) implements HostReader {
    @Override
    public StackProfile profile() {
        return StackProfile.SOLARIS;
    }

    @Override
    public HostStack read() throws IOException {
        return new HostStack(
                profile(),
                List.of(dynamic(Protocol.TCP)),
                List.of(dynamic(Protocol.UDP)),
                List.of(),
                limit(),
                "smallest_anon_port and largest_anon_port");
    }

    private PortRange dynamic(Protocol protocol) throws IOException {
        try {
            List<String> words = showProperties("smallest_anon_port,largest_anon_port", protocol);
            String source = String.join(" ", words);
            String text = command.run(words);
            String[] lines = text.strip().split("\\s+");
            if (lines.length != 2) {
                throw new IOException(source + " says '" + ExternalCommand.printable(text) + "' instead of two ports");
            }
            return PortParser.range(PortParser.port(lines[0], source), PortParser.port(lines[1], source), source);
        } catch (IOException noIpadm) {
            try {
                return new HpUxReader(command).dynamic(protocol);
            } catch (IOException noNdd) {
                throw new IOException(noIpadm.getMessage() + ", and " + noNdd.getMessage(), noIpadm);
            }
        }
    }

    private int limit() {
        List<String> words = showProperties("smallest_nonpriv_port", Protocol.TCP);
        try {
            return PortParser.port(command.run(words), String.join(" ", words));
        } catch (IOException noIpadm) {
            return new HpUxReader(command).limit(profile());
        }
    }

    private static List<String> showProperties(String names, Protocol protocol) {
        return List.of("ipadm", "show-prop", "-co", "current", "-p", names, protocol.toString());
    }
}
