package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.Protocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticCommandsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    Linux      | ss -Htanp 'sport = :80'  | ss -Huanp 'sport = :80'  | ps -fp 7 | kill 7 8 | root
                    Mac OS X   | lsof -nP -itcp:80        | lsof -nP -iudp:80        | ps -fp 7 | kill 7 8 | root
                    Windows 11 | "netstat -ano | findstr :80" | "netstat -ano | findstr :80" | tasklist /V /FI 'PID eq 7' | taskkill /F /PID 7 /PID 8 | an administrator
                    """)
    void areThoseOfTheSystem(String system, String tcp, String udp, String show, String end, String superuser) {
        DiagnosticCommands commands = DiagnosticCommands.of(OperatingSystem.of(system));

        assertThat(commands.look(Protocol.TCP, 80)).isEqualTo(tcp);
        assertThat(commands.look(Protocol.UDP, 80)).isEqualTo(udp);
        assertThat(commands.show(7)).isEqualTo(show.replace('\'', '"'));
        assertThat(commands.end(List.of(process(7), process(8)))).isEqualTo(end);
        assertThat(commands.superuser()).isEqualTo(superuser);
    }

    private static OwnerProcess process(long pid) {
        return new ProcessDetails(pid, "java", "build", Optional.empty());
    }
}
