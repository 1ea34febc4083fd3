package dev.freeport.samples.proof.taken;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;

/** The two transports of gRPC. */
final class GrpcServers {
    private GrpcServers() {}

    static AutoCloseable nettyShaded(int port) throws Exception {
        return start(NettyServerBuilder.forPort(port));
    }

    static AutoCloseable okHttp(int port) throws Exception {
        return start(OkHttpServerBuilder.forPort(port, InsecureServerCredentials.create()));
    }

    private static AutoCloseable start(ServerBuilder<?> builder) throws Exception {
        Server server = builder.build().start();
        return () -> server.shutdownNow().awaitTermination();
    }
}
