package dev.freeport.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freeport.stack.Protocol;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesFileTests {
    @TempDir
    Path directory;

    @Test
    void readsTheFileOfThisMachine() {
        assumeTrue(new File("/etc/services").canRead(), "this machine has no /etc/services");
        ServicesFile services = ServicesFile.ofThisSystem();

        assertThat(services.name(Protocol.TCP, 80)).hasValue("http");
        assertThat(services.ports(Protocol.TCP).get(80)).isTrue();
        assertThat(services.ports(Protocol.UDP).get(123)).as("ntp").isTrue();
        assertThat(services.ports(Protocol.TCP).cardinality()).isGreaterThan(50);
    }

    @Test
    void namesAPortByItsFirstName() throws IOException {
        ServicesFile services = read("a 1/tcp\r\nb\t65535/udp x # 2/tcp\nc 1/tcp\n   d 3/tcp\n");

        assertThat(services.name(Protocol.TCP, 1)).hasValue("a");
        assertThat(services.name(Protocol.UDP, 65535)).hasValue("b");
        assertThat(services.name(Protocol.TCP, 2)).isEmpty();
        assertThat(services.name(Protocol.UDP, 1)).isEmpty();
        assertThat(services.ports(Protocol.TCP).stream()).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "///tcp",
                "abc",
                "x /tcp",
                "x -1/tcp",
                "x 0/tcp",
                "x 65536/tcp",
                "x 99999999999/tcp",
                "80/tcp",
                "# x 80/tcp",
                "x 80",
                "x 80/",
                "x 80/sctp",
                "\0\0\0"
            })
    void findsNoPortsInGarbage(String garbage) throws IOException {
        ServicesFile services = read(garbage);

        assertThat(services.ports(Protocol.TCP).isEmpty()).isTrue();
        assertThat(services.ports(Protocol.UDP).isEmpty()).isTrue();
        assertThat(services.name(Protocol.TCP, 80)).isEmpty();
    }

    @Test
    void survivesBinaryContentAndAnAbsentFile() throws IOException {
        byte[] binary = new byte[100_000];
        new Random(1).nextBytes(binary);
        Path file = Files.write(directory.resolve("binary"), binary);

        assertThat(ServicesFile.read(file.toFile()).name(Protocol.TCP, 80)).isEmpty();
        assertThat(ServicesFile.read(new File(directory.toFile(), "absent"))
                        .ports(Protocol.TCP)
                        .isEmpty())
                .isTrue();
    }

    private ServicesFile read(String text) throws IOException {
        return ServicesFile.read(
                Files.writeString(directory.resolve("services"), text).toFile());
    }
}
