package dev.freeport.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Four JVMs fight over four ports, one of them is killed with SIGKILL again and again; an oracle watches. */
@EnabledOnOs(OS.LINUX)
class ContentionTests {
    private static final int JVMS = 3;
    private static final int VICTIMS = 4;
    private static final int SECONDS = 2;

    @TempDir
    Path directory;

    private Path oracle;

    @BeforeEach
    void layOutOracle() throws IOException {
        oracle = directory.resolve("oracle");
        try (RandomAccessFile file = new RandomAccessFile(oracle.toFile(), "rw")) {
            file.setLength(65536 * Long.BYTES);
        }
    }

    @Test
    void noPortHasTwoOwners() {
        assertThat(fight(EnumSet.allOf(Guard.class))).allMatch(verdict -> verdict.matches("rounds [1-9][0-9]*"));
    }

    @ParameterizedTest
    @EnumSource(Guard.class)
    void noPortHasTwoOwnersThoughThereIsOneGuardAlone(Guard guard) {
        assertThat(fight(EnumSet.of(guard))).allMatch(verdict -> verdict.matches("rounds [1-9][0-9]*"));
    }

    @Test
    void withoutGuardsThePortsHaveTwoOwnersAndTheOracleSeesIt() {
        assertThat(fight(EnumSet.noneOf(Guard.class))).anyMatch(verdict -> verdict.startsWith("double owner"));
    }

    /** Returns what each JVM that was not killed has to say. */
    private List<String> fight(Set<Guard> guards) {
        String ports = TestPorts.range(4);
        List<ForkedJvm> contenders = new ArrayList<>();
        try {
            for (int i = 0; i < JVMS; i++) {
                contenders.add(contender(ports, guards));
            }
            contenders.forEach(ForkedJvm::readLine);
            for (int i = 0; i < VICTIMS; i++) {
                try (ForkedJvm victim = contender(ports, guards)) {
                    victim.readLine();
                }
            }
            return contenders.stream().map(ForkedJvm::readLine).collect(Collectors.toList());
        } finally {
            contenders.forEach(ForkedJvm::close);
        }
    }

    private ForkedJvm contender(String ports, Set<Guard> guards) {
        return ForkedJvm.start(
                Contender.class,
                directory.resolve("registry"),
                ports,
                "guards:" + guards.stream().map(Guard::name).collect(Collectors.joining(",")),
                oracle,
                SECONDS);
    }
}
