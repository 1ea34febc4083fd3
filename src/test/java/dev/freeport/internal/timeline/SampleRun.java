package dev.freeport.internal.timeline;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.registry.NamespaceIds;
import dev.freeport.stack.PortRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** The events of a made-up run, the same ones each time. */
final class SampleRun {
    static final Instant START = Instant.parse("2026-11-21T10:47:48Z");

    /** A build process and JVMs that have ended. */
    static final ProcessIdentity BUILD = new ProcessIdentity(4_000_812, 5512);

    private final Path page;
    private final Random random = new Random(11);
    private int jvms;

    SampleRun(Path page) {
        this.page = page;
        try {
            Files.createDirectories(new EventFolder(page).path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins the file of a JVM. */
    Jvm jvm(String title) {
        jvms++;
        return file(title, 0);
    }

    /** Begins another file of the last JVM, as of another class loader. */
    Jvm sameJvm(String title) {
        return file(title, 1);
    }

    /** Begins the file of a JVM of a module. */
    Jvm fork(String module) {
        jvms++;
        return file("Surefire fork", "/home/ada/shop/" + module, 0);
    }

    private Jvm file(String title, int later) {
        return file(title, "/home/ada/shop/orders", later);
    }

    private Jvm file(String title, String directory, int later) {
        ProcessIdentity identity = new ProcessIdentity(4_001_100 + jvms * 13L, 6000 + jvms);
        EventFileName name = new EventFileName(
                NamespaceIds.current().pids(), BUILD, identity, START.toEpochMilli() + jvms * 100L + later);
        Jvm jvm = new Jvm(new EventFolder(page).path().resolve(name.toString()));
        jvm.write(new JsonLine("jvm")
                .add(identity.pid())
                .add(START.plusMillis(jvms * 100L))
                .add(title)
                .add(directory)
                .add("17.0.15")
                .add("buildhost")
                .add("Maven, pid " + BUILD.pid())
                .add("mvn -B verify"));
        jvm.write(new JsonLine("host")
                .add("Linux")
                .add("/proc/sys/net/ipv4/ip_local_port_range")
                .add(1024)
                .add(List.of(new PortRange(32768, 60999)))
                .add(List.of(new PortRange(32768, 60999)))
                .begin()
                .begin()
                .add(30000)
                .add(32767)
                .add("NodePorts of Kubernetes")
                .end()
                .end());
        jvm.write(new JsonLine("pool")
                .add("24525 ports: 10000-65535 less 28232 in the dynamic range, 2768 excluded")
                .add(List.of(new PortRange(10000, 29999), new PortRange(61000, 65535))));
        return jvm;
    }

    /** Makes the page. */
    Path make() throws IOException {
        Timeline.remake(page);
        return page;
    }

    /** Writes a run with so many reservations in four JVMs, with a bind failure, a leak, waits and a killed JVM. */
    SampleRun withReservations(int count) {
        String[] tests = {
            "OrderTests.ships(int)", "CartTests.adds(int)", "InvoiceTests.isSent(int)", "ShopTests.opens()"
        };
        for (int j = 0; j < 4; j++) {
            Jvm jvm = jvm(j == 3 ? "com.acme.StandaloneRunner" : "Surefire fork");
            long micros = 200_000L * j;
            for (int i = j; i < count; i += 4) {
                int port = 10000 + random.nextInt(20000);
                String purpose = "parameter 'port' of com.acme." + tests[i % tests.length];
                long held = 20_000 + random.nextInt(300_000);
                jvm.reserved(micros, port, purpose);
                if (i == 6) {
                    jvm.failed(micros + held / 2, port);
                }
                if (i == 9) {
                    jvm.leaked(micros + held, port);
                }
                if (i == 12) {
                    jvm.waited(micros - 40_000, port, micros, port, purpose);
                }
                boolean killed = j == 3 && i + 4 >= count;
                if (!killed) {
                    jvm.released(micros + held, port);
                }
                micros += random.nextInt(3) == 0 ? held / 3 : held + 10_000;
            }
            if (j == 1 && count > 10) {
                jvm.waited(micros, 8080, micros + 900_000, 0, "parameter 'port' of com.acme.LegacyTests.binds(int)");
                micros += 900_000;
            }
            if (j != 3 || count == 0) {
                jvm.ended(micros + 400_000);
            }
        }
        return this;
    }

    /** What one JVM writes, microseconds after {@link #START}. */
    static final class Jvm {
        private final Path file;

        private Jvm(Path file) {
            this.file = file;
        }

        void write(JsonLine line) {
            write(line.toString());
        }

        void write(String text) {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        void write(byte[] bytes) {
            try {
                Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void reserved(long micros, int port, String purpose) {
            write(of("+", micros, port).add(purpose).add("guard socket"));
        }

        void released(long micros, int port) {
            write(of("-", micros, port));
        }

        void failed(long micros, int port) {
            write(of("!", micros, port)
                    .add("Port " + port + " is taken: pid 1164 listens on it.")
                    .add("Port " + port + " is taken: pid 1164 listens on it.\n  process     pid 1164, user daemon\n"
                            + "              /usr/bin/python3 -m http.server " + port + "\n"
                            + "  socket      LISTEN on 0.0.0.0:" + port
                            + "\n  cause       a server listens on the port"));
        }

        void testFailed(long micros, int port, String test) {
            write(of("x", micros, port)
                    .add(test)
                    .add("Port " + port + " is taken: pid 1164 listens on it.")
                    .add("Port " + port + " is taken: pid 1164 listens on it.\n  cause       a server listens"));
        }

        void testFailed(long micros, String test, String headline) {
            write(of("x", micros, 0)
                    .add(test)
                    .add(headline)
                    .add(headline + "\n  cause       probably: a server listens"));
        }

        void leaked(long micros, int port) {
            write(of("~", micros, port)
                    .add("Port " + port + " is taken: this JVM listens on it.")
                    .add("Port " + port + " is taken: this JVM listens on it.\n  cause       a server of this JVM"));
        }

        void waited(long micros, int port, long to, int granted, String purpose) {
            write(of("w", micros, port)
                    .add(purpose)
                    .add(START.plusNanos(to * 1000))
                    .add(granted));
        }

        void ended(long micros) {
            write(new JsonLine("end").add(START.plusNanos(micros * 1000)));
        }

        private static JsonLine of(String kind, long micros, int port) {
            return new JsonLine(kind)
                    .add(START.plusNanos(micros * 1000))
                    .add(port)
                    .add("tcp");
        }

        /** Makes the file of a page of its own: what the command line would, for a look with one's own eyes. */
        public static void main(String[] arguments) throws IOException {
            new SampleRun(Path.of(arguments[0]))
                    .withReservations(Integer.parseInt(arguments[1]))
                    .make();
        }
    }
}
