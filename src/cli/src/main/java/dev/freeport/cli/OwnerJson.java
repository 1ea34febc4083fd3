package dev.freeport.cli;

import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.util.List;
import java.util.Map;

final class OwnerJson {
    private OwnerJson() {}

    static List<Map<String, Object>> of(List<OwnerProcess> owners) {
        return owners.stream().map(OwnerJson::of).toList();
    }

    private static Map<String, Object> of(OwnerProcess owner) {
        return Json.object(
                "pid", owner.pid(),
                "command", owner.command(),
                "user", owner.user(),
                "started", owner.started(),
                "kind", owner.kind(),
                "directory", owner.directory(),
                "unit", owner.unit());
    }

    static Map<String, Object> of(SocketInfo row) {
        return Json.object(
                "state", row.state(),
                "local", AddressText.of(row.local()),
                "remote", AddressText.of(row.remote()),
                "pids", row.owners().stream().map(OwnerProcess::pid).toList());
    }
}
