package dev.freeport.samples.proof.servers;

import dev.freeport.samples.proof.processes.Spawning;
import java.util.UUID;

/** What every test of the suites does with its port: a server is started, asked and stopped, twice. */
public final class TwoStarts {
    private TwoStarts() {}

    /** Restarting on the same port is part of it: tests of fail-over and of reconnecting clients need that. */
    public static void on(int port, SampleServer.Start kind) throws Exception {
        StartLog.chosen(port);
        StartUp.takesAWhile();
        startAndAsk(port, kind);
        startAndAsk(port, kind);
    }

    private static void startAndAsk(int port, SampleServer.Start kind) throws Exception {
        String own = UUID.randomUUID().toString();
        SampleServer server = kind.on(port, own);
        try {
            StartLog.started();
            String answer = Get.from(port);
            if (!answer.equals(own)) {
                throw new WrongServer(port, answer);
            }
        } finally {
            Spawning.closeOutside(server);
        }
    }
}
