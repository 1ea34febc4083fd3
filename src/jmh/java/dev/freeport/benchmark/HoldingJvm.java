package dev.freeport.benchmark;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.stack.PortRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Holds ports until its input ends. */
final class HoldingJvm {
    private HoldingJvm() {}

    /** Takes the first port, how many, and the distance from one to the next. */
    public static void main(String[] arguments) throws IOException {
        int first = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        PortRange[] ports = new PortRange[count];
        for (int i = 0; i < count; i++) {
            int port = first + i * step;
            ports[i] = new PortRange(port, port);
        }
        PortRequest request = PortRequest.fromSystemProperties().withRanges(ports);
        List<PortReservation> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(FreePorts.reserve(request));
        }
        GuardCheck.require(held.get(count - 1));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
        held.forEach(PortReservation::close);
    }
}
