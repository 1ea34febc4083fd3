package dev.freeport.benchmark;

import java.util.stream.Stream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** One fresh JVM of JMH. */
final class JmhRun {
    private JmhRun() {}

    /** Returns the microseconds that an operation of {@link ReserveBenchmark} takes in a JVM with some more options. */
    static double micros(Bench bench, String benchmark, String... options) throws RunnerException {
        Effort effort = bench.effort();
        TimeValue time = TimeValue.milliseconds(effort.iterationMillis);
        OptionsBuilder run = new OptionsBuilder();
        run.include(ReserveBenchmark.class.getName() + "\\." + benchmark + "$");
        run.forks(1);
        run.warmupIterations(effort.warmUps).warmupTime(time);
        run.measurementIterations(effort.iterations).measurementTime(time);
        run.jvmArgsAppend(
                Stream.concat(bench.options().stream(), Stream.of(options)).toArray(String[]::new));
        run.output(bench.place().resolve("jmh-" + benchmark + ".txt").toString());
        run.shouldFailOnError(true);
        return new Runner(run.build()).runSingle().getPrimaryResult().getScore();
    }
}
