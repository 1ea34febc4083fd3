package dev.freeport.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code {HTTP}} in arguments by the port of that name; leaves {@code ${HTTP}} to shells. */
record Placeholders(Map<String, Integer> ports) {
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern UPPER_CASE = Pattern.compile("[A-Z][A-Z0-9_]*");

    List<String> replaceIn(List<String> arguments) {
        List<String> replaced = new ArrayList<>();
        for (String argument : arguments) {
            replaced.add(PLACEHOLDER.matcher(argument).replaceAll(found -> {
                Integer port = ports.get(found.group(1));
                return Matcher.quoteReplacement(port == null ? found.group() : port.toString());
            }));
        }
        return replaced;
    }

    /** Returns each upper-case placeholder that names no port, once. */
    Set<String> unknown(List<String> arguments) {
        Set<String> unknown = new LinkedHashSet<>();
        for (String argument : arguments) {
            Matcher found = PLACEHOLDER.matcher(argument);
            while (found.find()) {
                String name = found.group(1);
                if (!ports.containsKey(name) && UPPER_CASE.matcher(name).matches()) {
                    unknown.add(found.group());
                }
            }
        }
        return unknown;
    }
}
