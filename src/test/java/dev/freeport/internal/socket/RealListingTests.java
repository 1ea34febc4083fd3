package dev.freeport.internal.socket;

import static dev.freeport.condition.Prerequisite.NETWORK_NAMESPACES;
import static dev.freeport.condition.Prerequisite.PYTHON;
import static dev.freeport.condition.Prerequisite.SS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.FreePorts;
import dev.freeport.Python;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.ListeningPort;
import dev.freeport.owner.ListeningPorts;
import dev.freeport.owner.OwnerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Everything that listens in a network namespace of its own, beside what ss says. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "sockets and owners as Linux shows them")
@EnabledIfAvailable({NETWORK_NAMESPACES, PYTHON, SS})
class RealListingTests {
    private static final String TCP = "s = socket(int(sys.argv[1]))\ns.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)\n"
            + "if s.family == AF_INET6: s.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, int(sys.argv[4]))\n"
            + "s.bind((sys.argv[2], int(sys.argv[3])))\ns.listen()\nprint(s.getsockname()[1])\n";
    private static final String UDP = "s = socket(int(sys.argv[1]), SOCK_DGRAM)\n"
            + "s.bind((sys.argv[2], int(sys.argv[3])))\nprint(s.getsockname()[1])\n";
    private static final String HEIR = "heir = subprocess.Popen(['sleep', '60'], pass_fds=[s.fileno()])\n";
    private static final int FOUR = 2;
    private static final int SIX = 10;

    @Test
    void listsWhatSsLists() throws Exception {
        List<String> inNamespace = List.of("unshare", "-n", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");
        try (ForkedJvm jvm = ForkedJvm.start(inNamespace, Listing.class)) {
            for (String source : List.of("with /proc", "with sock_diag")) {
                List<String> listed = lines(jvm);
                List<String> shown = lines(jvm);
                assertThat(listed).as(source).hasSize(11).containsExactlyElementsOf(shown);
            }
            assertThat(lines(jvm))
                    .containsExactly("20000/tcp: 1 listener, 2 owners", "20001/tcp: 2 listeners, 3 owners");
            assertThat(lines(jvm)).isEmpty();
        }
    }

    private static List<String> lines(ForkedJvm jvm) {
        List<String> lines = new ArrayList<>();
        for (String line = jvm.readLine(); !line.equals("end") && !line.equals("<ended>"); line = jvm.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    static final class Listing {
        public static void main(String[] arguments) throws Exception {
            List<String> asNobody = List.of("setpriv", "--reuid=65534", "--clear-groups", "--");
            try (Python shared = Python.run(TCP + HEIR, FOUR, "0.0.0.0", 20000);
                    Python first = Python.run(TCP, FOUR, "127.0.0.1", 20001);
                    Python second = Python.run(TCP + HEIR, FOUR, "127.0.0.1", 20001);
                    Python dual = Python.run(TCP, SIX, "::", 20002, 0);
                    Python six = Python.run(TCP, SIX, "::", 20003, 1);
                    Python four = Python.run(TCP, FOUR, "0.0.0.0", 20003);
                    Python nobody = Python.runBy(asNobody, TCP, FOUR, "127.0.0.1", 20004);
                    Python udp = Python.run(UDP, FOUR, "0.0.0.0", 20000);
                    Python udpSix = Python.run(UDP + HEIR, SIX, "::1", 20005);
                    Python both = Python.run(TCP + "t = s\n" + UDP, FOUR, "127.0.0.1", 20006)) {
                assertThat(List.of(shared, first, second, dual, six, four, nobody, udp, udpSix, both))
                        .noneMatch(python -> python.firstLine().startsWith("<"));
                print(kit());
                print(ss());
                ThisHost.sockets().readBound(1);
                print(kit());
                print(ss());
                ListeningPorts listing = FreePorts.listeners();
                print(List.of(summary(listing, 20000), summary(listing, 20001)));
                print(listing.notes());
            }
        }

        private static void print(List<String> lines) {
            lines.forEach(System.out::println);
            System.out.println("end");
        }

        private static String summary(ListeningPorts listing, int port) {
            List<ListeningPort> listeners = listing.listeners().stream()
                    .filter(listener -> listener.port() == port
                            && listener.protocol().toString().equals("tcp"))
                    .toList();
            return port + "/tcp: " + (listeners.size() == 1 ? "1 listener, " : listeners.size() + " listeners, ")
                    + listeners.stream().mapToInt(each -> each.owners().size()).sum() + " owners";
        }

        private static List<String> kit() {
            return FreePorts.listeners().listeners().stream()
                    .flatMap(listener -> listener.addresses().stream()
                            .map(address ->
                                    listener.protocol() + " " + AddressText.bracketed(address) + ":" + listener.port()
                                            + " "
                                            + listener.owners().stream()
                                                    .map(OwnerProcess::pid)
                                                    .sorted()
                                                    .map(String::valueOf)
                                                    .collect(Collectors.joining(" "))))
                    .sorted()
                    .toList();
        }

        private static List<String> ss() throws IOException {
            Process ss = new ProcessBuilder("ss", "-Htulnp")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(line -> line.split("\\s+"))
                    .map(cells -> cells[0] + " " + cells[4].replaceFirst("^\\*", "[::]") + " "
                            + Pattern.compile("pid=([0-9]+)")
                                    .matcher(cells[6])
                                    .results()
                                    .map(MatchResult::group)
                                    .map(pid -> pid.substring(4))
                                    .collect(Collectors.toCollection(TreeSet::new))
                                    .toString()
                                    .replaceAll("[\\[\\],]", ""))
                    .sorted()
                    .toList();
        }
    }
}
