package dev.freeport.internal.process;

import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the command line of docker-proxy, which every user may read, unlike its descriptors: {@code docker-proxy -proto tcp
 * -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 -container-port 80}.
 */
public final class DockerProxy {
    private DockerProxy() {}

    /** Returns the address that is forwarded to. */
    static Optional<String> target(List<String> words) {
        return isProxy(words)
                ? value(words, "-container-ip")
                        .flatMap(ip -> value(words, "-container-port")
                                .map(port -> (ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + port))
                : Optional.empty();
    }

    /** Finds the processes that forward ports, until the deadline. */
    public static List<Forwarding> findAll(Path proc, Deadline deadline) {
        List<Forwarding> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (deadline.isOver()) {
                    return found;
                }
                long pid = Long.parseLong(process.getFileName().toString());
                List<String> words = new ProcProcess(proc, pid).words();
                if (isProxy(words)) {
                    found.add(new Forwarding(
                            pid,
                            value(words, "-proto").orElse(""),
                            value(words, "-host-port").orElse("")));
                }
            }
        } catch (IOException | DirectoryIteratorException | NumberFormatException unlisted) {
            return List.of();
        }
        return found;
    }

    public record Forwarding(long pid, String protocol, String port) {
        public boolean isOf(Protocol wanted, int number) {
            return protocol.equals(wanted.toString()) && port.equals(Integer.toString(number));
        }
    }

    public static boolean isProxy(List<String> words) {
        return !words.isEmpty() && JvmCommand.lastPart(words.get(0)).equals("docker-proxy");
    }

    private static Optional<String> value(List<String> words, String option) {
        int at = words.indexOf(option);
        return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
    }
}
