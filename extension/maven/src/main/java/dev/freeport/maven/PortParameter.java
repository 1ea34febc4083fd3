package dev.freeport.maven;

import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.util.EnumSet;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/** The parameter {@code <port>}: a name, and what build-helper's goal cannot reserve. */
public final class PortParameter {
    private static final int PORTS = 65535;

    private @Nullable String name;
    private @Nullable Integer count;
    private boolean contiguous;
    private @Nullable String protocol;
    private @Nullable Integer fixed;
    private @Nullable String scope;
    private @Nullable String ranges;

    /** Made by Maven, which sets the fields. */
    public PortParameter() {}

    /** Checks the parameter; what it leaves out is as the goal says. */
    NamedPort toNamedPort(String scopeOfGoal, String rangesOfGoal) throws MojoExecutionException {
        String checkedName = PortNames.check("name", name == null ? "" : name);
        int number = count == null ? 1 : count;
        if (number < 1 || number > PORTS) {
            throw invalid("count", number, "must be between 1 and " + PORTS);
        }
        if (contiguous && number == 1) {
            throw invalid("contiguous", true, "needs a count of at least 2");
        }
        int fixedNumber = fixed == null ? 0 : fixed;
        if (fixed != null) {
            try {
                PortRange.requirePort(fixed);
            } catch (IllegalArgumentException noPort) {
                throw invalid("fixed", fixed, "must be between 1 and " + PORTS);
            }
            if (number > 1 || ranges != null) {
                throw invalid("fixed", fixed, "is one number: leave out count and ranges");
            }
        }
        return new NamedPort(
                checkedName,
                number,
                contiguous,
                protocols(),
                fixedNumber,
                Scopes.isWholeBuild(scope == null ? scopeOfGoal : scope),
                ranges == null ? rangesOfGoal : Ranges.check(ranges));
    }

    private Set<Protocol> protocols() throws MojoExecutionException {
        Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        for (String part : (protocol == null ? "tcp" : protocol).split(",", -1)) {
            switch (part.strip()) {
                case "tcp" -> protocols.add(Protocol.TCP);
                case "udp" -> protocols.add(Protocol.UDP);
                default -> throw invalid("protocol", protocol, "must be tcp, udp or tcp,udp");
            }
        }
        return protocols;
    }

    private MojoExecutionException invalid(String parameter, @Nullable Object value, String rule) {
        return new MojoExecutionException(parameter + " (" + value + ") of the port " + name + " " + rule + ".");
    }
}
