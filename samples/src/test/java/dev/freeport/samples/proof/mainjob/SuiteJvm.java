package dev.freeport.samples.proof.mainjob;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import dev.freeport.samples.proof.processes.ParentWatch;
import dev.freeport.samples.proof.servers.StartLog;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** One of the forked JVMs: runs a suite several times with JUnit's parallel mode and writes down what happened. */
final class SuiteJvm {
    private static final String PARALLEL = "junit.jupiter.execution.parallel.";

    private SuiteJvm() {}

    public static void main(String[] arguments) throws IOException {
        ParentWatch.endWithParent();
        Choice choice = Choice.valueOf(arguments[0]);
        int passes = Integer.parseInt(arguments[1]);
        FailedTests failed = new FailedTests();
        for (int pass = 0; pass < passes; pass++) {
            LauncherFactory.create().execute(request(choice), failed);
        }
        new JvmRecord(StartLog.servers(), StartLog.chosenPorts(), failed.all()).writeTo(Path.of(arguments[2]));
        System.exit(0);
    }

    private static LauncherDiscoveryRequest request(Choice choice) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage(choice.suite()))
                .configurationParameter(PARALLEL + "enabled", "true")
                .configurationParameter(PARALLEL + "mode.default", "concurrent")
                .configurationParameter(PARALLEL + "mode.classes.default", "concurrent")
                .configurationParameter(PARALLEL + "config.strategy", "fixed")
                .configurationParameter(PARALLEL + "config.fixed.parallelism", "4")
                // no more for those that wait, or they would want more ports than there are
                .configurationParameter(PARALLEL + "config.fixed.max-pool-size", "4")
                .build();
    }
}
