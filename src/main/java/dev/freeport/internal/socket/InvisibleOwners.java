package dev.freeport.internal.socket;

import dev.freeport.internal.process.ProcFile;
import dev.freeport.internal.process.ProcProcess;
import dev.freeport.internal.process.ProcessView;
import dev.freeport.owner.SocketInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Says why no owner of a socket was found, though all visible processes were searched.
 *
 * @param unreadable the processes whose descriptors this user may not read
 */
record InvisibleOwners(Path proc, ProcessView view, Set<Long> unreadable) {
    /** How many sockets or possible owners a note names. */
    private static final int FEW = 3;

    private static final String AS_ROOT = " (as root with CAP_SYS_PTRACE, 'ss -Htanp' shows ";

    /** Returns two sentences on some of all sockets: who opened them, and where the owners may be. */
    String why(List<SocketInfo> unseen, List<SocketInfo> all) {
        boolean one = unseen.size() == 1;
        StringJoiner places = new StringJoiner(", or ");
        if (!unreadable.isEmpty()) {
            places.add(possibleOwners() + " whose open files this user may not read" + AS_ROOT + "them)");
        }
        view.hiding()
                .ifPresent(option -> places.add("a process of another user, which /proc hides, as it is mounted with "
                        + option + AS_ROOT + "it)"));
        if (view.inPod()) {
            places.add("in another container of this pod");
        } else if (view.inPidNamespace()) {
            places.add("outside this container");
        }
        String verb = one ? "is " : "are ";
        places.add((places.length() == 0 ? "" : verb) + "just handing " + (one ? "the socket" : "them") + " over");
        return openers(unseen) + " opened " + which(unseen, all) + ". " + (one ? "Its owner " : "Their owners ") + verb
                + places + ".";
    }

    /** Names sockets, unless there are no others. */
    private static String which(List<SocketInfo> some, List<SocketInfo> all) {
        if (all.size() == 1) {
            return "the socket";
        }
        StringJoiner names = new StringJoiner(", ", some.size() == 1 ? "the socket " : "the sockets ", "");
        for (SocketInfo socket : some.subList(0, Math.min(some.size(), FEW))) {
            names.add(socket.toString());
        }
        return some.size() > FEW ? names + " and " + (some.size() - FEW) + " more" : names.toString();
    }

    private String openers(List<SocketInfo> unseen) {
        String users = unseen.stream()
                .flatMap(row -> row.uid().stream().boxed())
                .distinct()
                .map(this::user)
                .collect(Collectors.joining(", "));
        return users.isEmpty() ? "A user outside this user namespace" : users;
    }

    /** Returns such as {@code build (uid 1000)}; only {@code uid 1000} where another container may name it otherwise. */
    private String user(long uid) {
        String number = "uid " + uid;
        String unnamed = "User with " + number;
        if (view.inPod() || view.inPidNamespace()) {
            return unnamed;
        }
        try {
            for (String line : ProcFile.read(Path.of("/etc/passwd")).split("\n")) {
                String[] fields = line.split(":");
                if (fields.length > 2 && fields[2].equals(Long.toString(uid))) {
                    return "User " + fields[0] + " (" + number + ")";
                }
            }
        } catch (IOException unknown) {
            return unnamed;
        }
        return unnamed;
    }

    /** Names the processes that may be the owner, if they are few. */
    private String possibleOwners() {
        if (unreadable.size() > FEW) {
            return "among the " + unreadable.size() + " processes";
        }
        return "perhaps "
                + unreadable.stream()
                        .map(pid -> "pid " + pid + " " + new ProcProcess(proc, pid).name())
                        .collect(Collectors.joining(" or "))
                + ",";
    }
}
