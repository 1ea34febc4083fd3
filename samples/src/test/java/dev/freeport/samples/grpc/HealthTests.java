package dev.freeport.samples.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows a gRPC client that is there before its server: it is told a port on which nobody listens yet. */
class HealthTests {
    private ManagedChannel channel;
    private Server server;

    @BeforeEach
    void prepare(@FreePort("grpc") int port) {
        channel = ManagedChannelBuilder.forAddress("localhost", port)
                .usePlaintext()
                .build();
        server = ServerBuilder.forPort(port)
                .addService(new HealthStatusManager().getHealthService())
                .build();
    }

    @AfterEach
    void end() throws InterruptedException {
        channel.shutdownNow();
        server.shutdownNow().awaitTermination();
    }

    @Test
    void waitsForTheServer() throws IOException {
        HealthBlockingStub health =
                HealthGrpc.newBlockingStub(channel).withWaitForReady().withDeadlineAfter(30, TimeUnit.SECONDS);
        channel.getState(true);

        server.start();

        assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.SERVING);
    }
}
