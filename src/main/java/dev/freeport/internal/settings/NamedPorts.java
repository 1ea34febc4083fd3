package dev.freeport.internal.settings;

import dev.freeport.stack.PortRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ports with names, written as {@code http=20004,peers=20010+20011}. */
public final class NamedPorts {
    private static final String RULE = "it must be names with their ports, such as http=20004,peers=20010+20011";

    private NamedPorts() {}

    static Map<String, List<Integer>> parse(String text) {
        Map<String, List<Integer>> named = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] nameAndPorts = part.split("=", -1);
            if (nameAndPorts.length != 2 || nameAndPorts[0].isBlank()) {
                throw new IllegalArgumentException(RULE);
            }
            named.put(nameAndPorts[0].strip(), ports(nameAndPorts[1]));
        }
        return named;
    }

    private static List<Integer> ports(String text) {
        List<Integer> ports = new ArrayList<>();
        try {
            for (String port : text.split("[+]", -1)) {
                ports.add(PortRange.requirePort(Integer.parseInt(port.strip())));
            }
        } catch (IllegalArgumentException noPort) {
            throw new IllegalArgumentException(RULE, noPort);
        }
        return ports;
    }

    /** Writes ports as {@link #parse} reads them. */
    public static String text(Map<String, List<Integer>> named) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<Integer>> entry : named.entrySet()) {
            char before = '=';
            text.append(text.length() == 0 ? "" : ",").append(entry.getKey());
            for (int port : entry.getValue()) {
                text.append(before).append(port);
                before = '+';
            }
        }
        return text.toString();
    }
}
