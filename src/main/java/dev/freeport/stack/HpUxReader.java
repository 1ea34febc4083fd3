package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import java.io.IOException;
import java.util.List;

/** Asks ndd(1M) of HP-UX 11, whose parameters {@code ndd -h} explains. Old versions of Solaris have it, too. */
record HpUxReader(ExternalCommand command) implements HostReader {
    @Override
    public StackProfile profile() {
        return StackProfile.HP_UX;
    }

    @Override
    public HostStack read() throws IOException {
        return new HostStack(
                profile(),
                List.of(dynamic(Protocol.TCP)),
                List.of(dynamic(Protocol.UDP)),
                List.of(),
                limit(profile()),
                "ndd -get /dev/tcp tcp_smallest_anon_port");
    }

    PortRange dynamic(Protocol protocol) throws IOException {
        int low = port(protocol, "smallest_anon_port");
        int high = port(protocol, "largest_anon_port");
        return PortParser.range(low, high, "ndd -get /dev/" + protocol);
    }

    /** Returns the lowest TCP port that needs no privilege; what is documented if that cannot be read. */
    int limit(StackProfile documented) {
        try {
            return port(Protocol.TCP, "smallest_nonpriv_port");
        } catch (IOException absent) {
            return documented.highestSystemPort() + 1;
        }
    }

    private int port(Protocol protocol, String parameter) throws IOException {
        List<String> words = List.of("ndd", "-get", "/dev/" + protocol, protocol + "_" + parameter);
        return PortParser.port(command.run(words), String.join(" ", words));
    }
}
