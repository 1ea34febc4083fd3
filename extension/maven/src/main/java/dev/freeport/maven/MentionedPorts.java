package dev.freeport.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The ports that the failure of a goal, or its configuration, names. A hint only: another process must listen there. */
final class MentionedPorts {
    private static final int HIGHEST = 65535;
    private static final int DEEPEST = 20;
    private static final int LONGEST = 20_000;

    /** {@code port 8080}, {@code --server.port=8080}, {@code <httpPort>8080:80</httpPort>}, {@code localhost:8080}. */
    private static final Pattern PORT =
            Pattern.compile("(?i)port\\(?s?\\)?[^0-9a-z]{1,10}([0-9]{1,5})(?![0-9.])|:([0-9]{2,5})(?![0-9.])");

    /** {@code ${server.port}}: a property whose name says what it is. */
    private static final Pattern PROPERTY = Pattern.compile("(?i)[$@][{][^}]*port[^}]*[}]");

    /** Where programs take bare numbers: {@code <argument>8080</argument>}. */
    private static final Pattern ARGUMENT = Pattern.compile("(?i)arg.*");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{4,5}");

    private MentionedPorts() {}

    static Set<Integer> in(Throwable failure) {
        Set<Integer> ports = new TreeSet<>();
        Throwable link = failure;
        for (int i = 0; link != null && i < DEEPEST; i++) {
            find(String.valueOf(link.getMessage()), ports);
            link = link.getCause();
        }
        return ports;
    }

    /** Finds the ports in the configuration of a goal, with its properties and defaults in place. */
    static Set<Integer> in(ExecutionEvent event) {
        Set<Integer> ports = new TreeSet<>();
        Xpp3Dom configuration = event.getMojoExecution().getConfiguration();
        if (configuration != null) {
            find(
                    configuration,
                    new PluginParameterExpressionEvaluator(event.getSession(), event.getMojoExecution()),
                    ports);
        }
        return ports;
    }

    private static void find(Xpp3Dom element, ExpressionEvaluator evaluator, Set<Integer> ports) {
        List<String> siblings = new ArrayList<>();
        for (Xpp3Dom child : element.getChildren()) {
            String value = value(child, evaluator);
            find((isPort(child, value) ? "port" : child.getName()) + "=" + value, ports);
            siblings.add(value);
            find(child, evaluator, ports);
        }
        // <argument>--port</argument> <argument>8080</argument>
        find(String.join(" ", siblings), ports);
    }

    private static boolean isPort(Xpp3Dom element, String value) {
        return element.getValue() != null
                        && PROPERTY.matcher(element.getValue()).find()
                || ARGUMENT.matcher(element.getName()).matches()
                        && NUMBER.matcher(value).matches();
    }

    private static String value(Xpp3Dom element, ExpressionEvaluator evaluator) {
        Object value = null;
        try {
            value = element.getValue() == null ? null : evaluator.evaluate(element.getValue());
        } catch (ExpressionEvaluationException unknown) {
            // then its default applies
        }
        return String.valueOf(value == null ? element.getAttribute("default-value") : value);
    }

    private static void find(String text, Set<Integer> ports) {
        Matcher port = PORT.matcher(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        while (port.find()) {
            int number = Integer.parseInt(port.group(1) == null ? port.group(2) : port.group(1));
            if (number >= 1 && number <= HIGHEST) {
                ports.add(number);
            }
        }
    }
}
