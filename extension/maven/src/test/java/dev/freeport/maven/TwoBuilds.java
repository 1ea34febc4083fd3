package dev.freeport.maven;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A JVM that runs a build, waits for a line, and runs it again, as the Maven daemon does. */
final class TwoBuilds {
    private TwoBuilds() {}

    public static void main(String[] arguments) throws Exception {
        int result = build(arguments);
        System.out.println("between the builds: " + result);
        int line = System.in.read();
        System.exit(line < 0 ? 1 : result + build(arguments));
    }

    /** Runs {@code MavenCli}, whose jars are not on the class path of the tests. */
    private static int build(String[] arguments) throws Exception {
        Class<?> worlds = Class.forName("org.codehaus.plexus.classworlds.ClassWorld");
        Object world = worlds.getConstructor(String.class, ClassLoader.class)
                .newInstance("plexus.core", TwoBuilds.class.getClassLoader());
        Object realm = worlds.getMethod("getRealm", String.class).invoke(world, "plexus.core");
        for (Path jar : jars()) {
            realm.getClass()
                    .getMethod("addURL", java.net.URL.class)
                    .invoke(realm, jar.toUri().toURL());
        }
        Class<?> maven = ((ClassLoader) realm).loadClass("org.apache.maven.cli.MavenCli");
        Thread.currentThread().setContextClassLoader((ClassLoader) realm);
        String[] options = List.of(arguments).subList(1, arguments.length).toArray(String[]::new);
        try {
            return (Integer)
                    maven.getMethod("doMain", String[].class, String.class, PrintStream.class, PrintStream.class)
                            .invoke(
                                    maven.getConstructor(worlds).newInstance(world),
                                    options,
                                    arguments[0],
                                    System.out,
                                    System.err);
        } catch (InvocationTargetException thrown) {
            throw new IllegalStateException(thrown.getCause());
        }
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("maven.home"), "lib"))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).toList();
        }
    }
}
