package dev.freeport.diagnosis;

import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.internal.os.RawBind;
import dev.freeport.internal.os.WindowsProcesses;
import dev.freeport.internal.process.ProcessView;
import dev.freeport.stack.Protocol;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Optional;

/** Tries to bind an address, without listening. */
interface Probe {
    Probe SYSTEM = new Probe() {
        @Override
        public Result bind(Protocol protocol, InetSocketAddress address, Sharing sharing) {
            return protocol == Protocol.TCP ? bindTcp(address, sharing) : bindUdp(address);
        }

        @Override
        public boolean isDenied(int port) {
            return (LINUX || WINDOWS) && isDeniedByErrorNumber(port);
        }

        @Override
        public Optional<String> user() {
            return Optional.of(ProcessHandle.current().info().user().orElse(System.getProperty("user.name", "")));
        }

        @Override
        public ProcessView view() {
            return ProcessView.current();
        }

        @Override
        public boolean isPrivileged() {
            return System.getProperty("user.name", "").equals("root");
        }

        @Override
        public boolean lacksDescriptors() {
            return LINUX && cannotOpen("/dev/null");
        }

        @Override
        public Optional<Boolean> runs(String service) {
            try {
                return WINDOWS ? Optional.of(WindowsProcesses.SYSTEM.runs(service)) : Optional.empty();
            } catch (IOException notAsked) {
                return Optional.empty();
            }
        }
    };

    boolean LINUX = OperatingSystem.LINUX.isCurrent();

    /** Where the JDK says "in use" of a bind that is not permitted. */
    boolean WINDOWS = OperatingSystem.WINDOWS.isCurrent();

    enum Result {
        BINDS,
        /** Another socket is in the way, the system does not permit it, or the address is not one of this host. */
        REFUSED,
        /** It fails otherwise: a policy forbids it, or there are no addresses of this family. */
        FAILS,
        NO_SOCKET
    }

    /** With which sockets the bound one would share; UDP sockets share with none. */
    enum Sharing {
        NOTHING,
        /** SO_REUSEADDR: with sockets that do not listen and set it too. Java's servers set it. */
        ADDRESS,
        /** SO_REUSEPORT: with all sockets of the same user that set it too. */
        PORT
    }

    /** Binds an address and closes the socket at once. */
    Result bind(Protocol protocol, InetSocketAddress address, Sharing sharing);

    /** Tells whether a bind is certainly not permitted, whatever else holds the port. Costs more than {@link #bind}. */
    default boolean isDenied(int port) {
        return false;
    }

    /** Returns the user as whom this JVM runs, in the words of {@link ProcessHandle}; empty if that is not asked. */
    default Optional<String> user() {
        return Optional.empty();
    }

    /** Tells which processes this JVM can see. */
    default ProcessView view() {
        return ProcessView.WHOLE;
    }

    /** Tells whether this JVM runs as the user who may see all processes. */
    default boolean isPrivileged() {
        return false;
    }

    /** Tells whether this JVM can open no file either, when it can open no socket. */
    default boolean lacksDescriptors() {
        return false;
    }

    /** Tells whether a service of Windows runs; empty where that cannot be asked. */
    default Optional<Boolean> runs(String service) {
        return Optional.empty();
    }

    private static boolean isDeniedByErrorNumber(int port) {
        try {
            int error = RawBind.errorOn(port);
            return error == RawBind.EACCES || error == RawBind.EPERM || error == RawBind.WSAEACCES;
        } catch (IOException notTried) {
            return false;
        }
    }

    private static boolean cannotOpen(String file) {
        try (InputStream opened = new FileInputStream(file)) {
            return opened.available() < 0;
        } catch (IOException noDescriptor) {
            return true;
        }
    }

    private static Result bindTcp(InetSocketAddress address, Sharing sharing) {
        try (Socket socket = new Socket()) {
            // creates it
            socket.setReuseAddress(sharing == Sharing.ADDRESS);
            if (sharing == Sharing.PORT) {
                socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            return bind(() -> socket.bind(address));
        } catch (IOException | UnsupportedOperationException noSocket) {
            return Result.NO_SOCKET;
        }
    }

    private static Result bindUdp(InetSocketAddress address) {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            return bind(() -> socket.bind(address));
        } catch (IOException noSocket) {
            return Result.NO_SOCKET;
        }
    }

    private static Result bind(Binding binding) {
        try {
            binding.bind();
            return Result.BINDS;
        } catch (BindException refused) {
            return Result.REFUSED;
        } catch (IOException | RuntimeException failed) {
            return Result.FAILS;
        }
    }

    interface Binding {
        void bind() throws IOException;
    }
}
