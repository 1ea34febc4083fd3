package dev.freeport.samples.proof.taken;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Netty, and what is built upon it. */
final class NettyServers {
    private NettyServers() {}

    static AutoCloseable nio(int port) {
        return netty(NioIoHandler.newFactory(), NioServerSocketChannel.class, port);
    }

    static AutoCloseable epoll(int port) {
        assumeTrue(Epoll.isAvailable(), "Netty has no epoll here");
        return netty(EpollIoHandler.newFactory(), EpollServerSocketChannel.class, port);
    }

    private static AutoCloseable netty(IoHandlerFactory factory, Class<? extends ServerChannel> type, int port) {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, factory);
        try {
            Channel channel = new ServerBootstrap()
                    .group(loop)
                    .channel(type)
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .bind(port)
                    .syncUninterruptibly()
                    .channel();
            return () -> {
                channel.close().syncUninterruptibly();
                end(loop);
            };
        } catch (Throwable e) {
            end(loop);
            throw e;
        }
    }

    private static void end(EventLoopGroup loop) {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    static AutoCloseable reactorNetty(int port) {
        DisposableServer server = HttpServer.create().port(port).bindNow();
        return server::disposeNow;
    }

    static AutoCloseable vertx(int port) throws Exception {
        Vertx vertx = Vertx.vertx();
        AutoCloseable stop =
                () -> vertx.close().toCompletionStage().toCompletableFuture().get();
        return Stopping.unless(
                () -> vertx.createHttpServer()
                        .requestHandler(request -> request.response().end())
                        .listen(port)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(),
                stop);
    }
}
