package dev.freeport.samples.proof.taken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freeport.condition.Prerequisite;
import dev.freeport.samples.postgres.PostgresProgram;
import dev.freeport.samples.programs.ChildProgram;
import dev.freeport.samples.programs.ProgramEndedException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/** Redis and PostgreSQL, where they are installed. */
final class ChildPrograms {
    /** Its length, 8, and its code. */
    private static final long REQUEST_FOR_SSL = 8L << 32 | 80877103;

    private ChildPrograms() {}

    /** As a careful test starts it, which shows the log. */
    static AutoCloseable redis(int port) throws Exception {
        Prerequisite.REDIS.assume();
        String program = ChildProgram.installed("redis-server").orElseThrow().toString();
        return ChildProgram.start(
                        TakenPortRun.scratch(), List.of(program, "--port", Integer.toString(port), "--save", ""))
                .awaitReady();
    }

    /** As most tests start it. */
    static AutoCloseable redisWithoutLog(int port) throws Exception {
        try {
            return redis(port);
        } catch (ProgramEndedException ended) {
            return fail("Redis did not start");
        }
    }

    static AutoCloseable postgres(int port) throws Exception {
        return postgres("127.0.0.1", port);
    }

    /** Content with one of two addresses, as it is by default; its clients try the other one first. */
    static AutoCloseable postgresOnTwoAddresses(int port) throws Exception {
        assumeTrue(HalfServers.hasIpv6(), "this host has no address ::1");
        AutoCloseable postgres = postgres("127.0.0.1,::1", port);
        return Stopping.unless(() -> assertThat(saysHello(port)).isTrue(), postgres);
    }

    private static AutoCloseable postgres(String addresses, int port) throws Exception {
        Prerequisite.POSTGRESQL.assume();
        PostgresProgram program = PostgresProgram.installed().orElseThrow();
        Path directory = TakenPortRun.scratch();
        program.createDatabase(directory);
        return ChildProgram.start(directory, program.server(directory, addresses, port))
                .awaitReady();
    }

    /** Asks whether encryption is spoken, as clients begin: PostgreSQL answers S or N. */
    private static boolean saysHello(int port) throws IOException {
        try (Socket client = new Socket("127.0.0.1", port)) {
            new DataOutputStream(client.getOutputStream()).writeLong(REQUEST_FOR_SSL);
            int answer = client.getInputStream().read();
            return answer == 'S' || answer == 'N';
        }
    }
}
