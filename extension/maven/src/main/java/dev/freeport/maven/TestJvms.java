package dev.freeport.maven;

import java.util.Map;
import java.util.Set;
import org.apache.maven.plugin.MojoExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The goals of Surefire and Failsafe that run tests, and their parameter for system properties. */
final class TestJvms {
    private static final Set<String> GOALS =
            Set.of("maven-surefire-plugin:test", "maven-failsafe-plugin:integration-test");
    private static final String PROPERTIES = "systemPropertyVariables";

    private TestJvms() {}

    static boolean isOf(MojoExecution goal) {
        return GOALS.contains(goal.getArtifactId() + ":" + goal.getGoal());
    }

    /** Adds properties to the configuration of a goal that runs tests; what the POM says itself stays. */
    static void pass(MojoExecution goal, Map<String, String> properties) {
        if (!isOf(goal) || properties.isEmpty()) {
            return;
        }
        Xpp3Dom configuration =
                goal.getConfiguration() == null ? new Xpp3Dom("configuration") : new Xpp3Dom(goal.getConfiguration());
        Xpp3Dom variables = configuration.getChild(PROPERTIES);
        if (variables == null) {
            variables = new Xpp3Dom(PROPERTIES);
            configuration.addChild(variables);
        }
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (variables.getChild(property.getKey()) == null) {
                Xpp3Dom variable = new Xpp3Dom(property.getKey());
                variable.setValue(property.getValue());
                variables.addChild(variable);
            }
        }
        goal.setConfiguration(configuration);
    }
}
