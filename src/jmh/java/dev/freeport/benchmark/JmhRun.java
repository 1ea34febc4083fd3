package dev.freeport.benchmark;

import java.util.stream.Stream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** One fresh JVM of JMH. */
final class JmhRun {
    private JmhRun() {}

    /** Returns the microseconds that an operation of {@link ReserveBenchmark} takes in a JVM with these options added. */
    static double micros(BenchmarkSetup setup, String benchmark, String... options) throws RunnerException {
        Effort effort = setup.effort();
        TimeValue time = TimeValue.milliseconds(effort.iterationMillis);
        OptionsBuilder run = new OptionsBuilder();
        run.include(ReserveBenchmark.class.getName() + "\\." + benchmark + "$");
        run.forks(1);
        run.warmupIterations(effort.warmUps).warmupTime(time);
        run.measurementIterations(effort.iterations).measurementTime(time);
        run.jvmArgsAppend(
                Stream.concat(setup.options().stream(), Stream.of(options)).toArray(String[]::new));
        run.output(setup.folder().resolve("jmh-" + benchmark + ".txt").toString());
        run.shouldFailOnError(true);
        return new Runner(run.build()).runSingle().getPrimaryResult().getScore();
    }
}
