package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import java.io.IOException;
import java.util.List;

/** Asks ndd(1M) of HP-UX 11, whose parameters {@code ndd -h} explains. */
final class HpUxReader implements HostReader {
    private final Ndd ndd;

    HpUxReader(ExternalCommand command) {
        this.ndd = new Ndd(command);
    }

    @Override
    public StackProfile profile() {
        return StackProfile.HP_UX;
    }

    @Override
    public HostStack read() throws IOException {
        return new HostStack(
                profile(),
                List.of(ndd.dynamic(Protocol.TCP)),
                List.of(ndd.dynamic(Protocol.UDP)),
                List.of(),
                limit(),
                "ndd -get /dev/tcp tcp_smallest_anon_port");
    }

    private int limit() {
        try {
            return ndd.limit();
        } catch (IOException absent) {
            return profile().highestSystemPort() + 1;
        }
    }
}
