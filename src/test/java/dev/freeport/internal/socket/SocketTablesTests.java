package dev.freeport.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessHandleFacts;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.OwnerProcess.Ancestor;
import dev.freeport.stack.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketTablesTests {

    @Test
    void hasATableForEachKindOfSystem() {
        assertThat(SocketTables.forSystem("Linux")).isInstanceOf(LinuxSocketTable.class);
        assertThat(SocketTables.forSystem("Windows Server 2022")).isInstanceOf(WindowsSocketTable.class);
        assertThat(SocketTables.forSystem("Mac OS X")).isInstanceOf(MacSocketTable.class);
    }

    @Test
    void saysSoOnOthers() {
        assertThat(SocketTables.forSystem("SunOS").read(Protocol.TCP, 80))
                .isEqualTo(new Snapshot(List.of(), List.of("Freeport cannot read the owners of ports on SunOS.")));
    }

    @Test
    void describesAProcessWithoutProc() {
        OwnerProcess self = ProcessHandleFacts.of(ProcessHandle.current().pid());

        assertThat(self.isThisJvm()).isTrue();
        // on Windows the machine or the domain stands before it
        assertThat(self.user()).endsWith(System.getProperty("user.name"));
        assertThat(self.started()).isPresent();
        assertThat(self.ancestors().stream().map(Ancestor::pid).findFirst())
                .isEqualTo(ProcessHandle.current().parent().map(ProcessHandle::pid));
    }

    @Test
    void describesAProcessThatHasEnded() {
        assertThat(ProcessHandleFacts.of(5_000_000).command()).isEqualTo("[?]");
    }
}
