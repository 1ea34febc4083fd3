package dev.freeport.diagnosis;

import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.Protocol;
import java.util.List;
import java.util.stream.Collectors;

/** The commands that are advised, as a system has them. */
enum DiagnosticCommands {
    /** Linux and whatever is not known. */
    LINUX {
        @Override
        String look(Protocol protocol, int port) {
            return "ss -H" + (protocol == Protocol.UDP ? "u" : "t") + "anp 'sport = :" + port + "'";
        }
    },
    MACOS {
        @Override
        String look(Protocol protocol, int port) {
            return "lsof -nP -i" + protocol + ":" + port;
        }
    },
    WINDOWS {
        @Override
        String look(Protocol protocol, int port) {
            return "netstat -ano | findstr :" + port;
        }

        @Override
        String superuser() {
            return "an administrator";
        }

        @Override
        String show(long pid) {
            return "tasklist /V /FI \"PID eq " + pid + "\"";
        }

        @Override
        String end(List<OwnerProcess> processes) {
            return processes.stream()
                    .map(process -> "/PID " + process.pid())
                    .collect(Collectors.joining(" ", "taskkill /F ", ""));
        }
    };

    static final DiagnosticCommands SYSTEM = of(OperatingSystem.CURRENT);

    static DiagnosticCommands of(OperatingSystem system) {
        return switch (system) {
            case WINDOWS -> WINDOWS;
            case MACOS -> MACOS;
            default -> LINUX;
        };
    }

    /** Returns what shows the sockets of a port and their owners. */
    abstract String look(Protocol protocol, int port);

    String show(long pid) {
        return "ps -fp " + pid;
    }

    /** Returns the user who may see all processes. */
    String superuser() {
        return "root";
    }

    String end(List<OwnerProcess> processes) {
        return "kill " + OwnerText.pids(processes, " ");
    }
}
