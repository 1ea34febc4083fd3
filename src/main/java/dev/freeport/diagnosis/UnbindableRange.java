package dev.freeport.diagnosis;

import dev.freeport.stack.ExcludedRange;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A range that no process can bind, as Windows excludes some without saying for which service. */
record UnbindableRange(ExcludedRange exclusion) {
    private static final List<String> USUAL = List.of("winnat", "hns");

    static Optional<UnbindableRange> around(Protocol protocol, int port, HostStack stack) {
        return stack.exclusions().stream()
                .filter(exclusion -> !exclusion.bindable()
                        && exclusion.protocol() == protocol
                        && exclusion.range().contains(port))
                .findFirst()
                .map(UnbindableRange::new);
    }

    String evidence() {
        return exclusion.range() + " is " + exclusion.reason();
    }

    /** Names the services that usually have ranges excluded, and which of them run, where that can be asked. */
    String suspects(Probe probe) {
        String usual = "Windows does not say which service has excluded the range; usually it is winnat or hns, for"
                + " Hyper-V, WSL and containers";
        List<String> running = new ArrayList<>();
        for (String service : USUAL) {
            Optional<Boolean> runs = probe.runs(service);
            if (runs.isEmpty()) {
                return usual + ".";
            } else if (runs.get()) {
                running.add(service);
            }
        }
        return usual
                + (running.isEmpty() ? "; neither runs here." : "; running here: " + String.join(", ", running) + ".");
    }
}
