package dev.freeport.samples.proof.taken;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import java.net.InetSocketAddress;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.h2.tools.Server;

/** Servers of other protocols than HTTP. */
final class OtherServers {
    private OtherServers() {}

    static AutoCloseable h2(int port) throws Exception {
        Server server =
                Server.createTcpServer("-tcpPort", Integer.toString(port)).start();
        return server::stop;
    }

    static AutoCloseable rmi(int port) throws Exception {
        Registry registry = LocateRegistry.createRegistry(port);
        return () -> UnicastRemoteObject.unexportObject(registry, true);
    }

    static AutoCloseable greenMail(int port) {
        GreenMail mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        return mail::stop;
    }

    static AutoCloseable zooKeeper(int port) throws Exception {
        NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress(port), 10);
        connections.start();
        return connections::shutdown;
    }

    static AutoCloseable unboundId(int port) throws Exception {
        InMemoryDirectoryServerConfig configuration = new InMemoryDirectoryServerConfig("dc=example");
        configuration.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("ldap", port));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(configuration);
        server.startListening();
        return () -> server.shutDown(true);
    }

    /** Tells a callback only. */
    static AutoCloseable webSocket(int port) throws Exception {
        CallbackServer server = new CallbackServer(port);
        server.start();
        return Stopping.unless(
                () -> assertThat(server.awaitStart()).as("started").isTrue(), server::stop);
    }
}
