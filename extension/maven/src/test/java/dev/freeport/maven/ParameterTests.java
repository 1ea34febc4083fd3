package dev.freeport.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows what is said of wrong parameters. */
class ParameterTests {
    private static final String ONE_NAME = "<portNames><portName>http.port</portName></portNames>";

    private final Map<String, String> messages = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    @Test
    void saysWhatIsWrong() throws IOException {
        messages.put(
                "",
                "portNames, urls and ports name no port. Name at least one, such as"
                        + " <portNames><portName>http.port</portName></portNames>.");
        messages.put(
                "<portNames><portName>a b</portName></portNames>",
                "portNames (a b) must be the name of a property, such as http.port, without spaces, '=', ',' and '+'.");
        messages.put(
                "<portNames><portName>http.port</portName><portName>http.port</portName></portNames>",
                "portNames, urls and ports name the port http.port twice. Give each port its own name.");
        messages.put(ONE_NAME + "<minPortNumber>0</minPortNumber>", "minPortNumber (0) must be between 1 and 65535.");
        messages.put(
                ONE_NAME + "<maxPortNumber>70000</maxPortNumber>",
                "maxPortNumber (70000) must be between 1 and 65535.");
        messages.put(
                ONE_NAME + "<minPortNumber>300</minPortNumber><maxPortNumber>200</maxPortNumber>",
                "minPortNumber (300) must not be greater than maxPortNumber (200).");
        messages.put(
                ONE_NAME + "<minPortNumber>300</minPortNumber><ranges>200-300</ranges>",
                "ranges (200-300) and minPortNumber or maxPortNumber exclude each other: use one of them.");
        messages.put(
                ONE_NAME + "<ranges>many</ranges>",
                "ranges (many) is not valid: 'many' must be a port or a range of ports, such as 30000 or 20000-20015.");
        messages.put(ONE_NAME + "<scope>test</scope>", "scope (test) must be module or build.");
        messages.put(
                ONE_NAME + "<timeout>soon</timeout>",
                "timeout (soon) is not valid: it must be a number with a unit (ms, s, m), such as 50ms or 2s.");
        messages.put(
                "<urls><url>file:///no/such/file</url></urls>",
                "urls (file:///no/such/file) cannot be read: java.io.FileNotFoundException: /no/such/file");
        messages.put(
                "<urls><url>classpath:none.txt</url></urls>",
                "urls (classpath:none.txt) is not on the class path of the plugin: add the jar as a dependency of"
                        + " freeport-maven-plugin.");
        messages.put(port("<count>0</count>"), "count (0) of the port p must be between 1 and 65535.");
        messages.put(
                port("<contiguous>true</contiguous>"), "contiguous (true) of the port p needs a count of at least 2.");
        messages.put(port("<protocol>sctp</protocol>"), "protocol (sctp) of the port p must be tcp, udp or tcp,udp.");
        messages.put(port("<fixed>0</fixed>"), "fixed (0) of the port p must be between 1 and 65535.");
        messages.put(
                port("<fixed>8080</fixed><count>2</count>"),
                "fixed (8080) of the port p is one number: leave out count and ranges.");
        messages.put(
                ONE_NAME + "<outputFile>/proc/none/ports.properties</outputFile>",
                "outputFile (/proc/none/ports.properties) cannot be written: ");

        try (MavenBuild build = MavenBuild.start(project(), "--fail-at-end", "validate")) {
            assertThat(build.exitCode()).isEqualTo(1);
            int i = 0;
            for (String message : messages.values()) {
                assertThat(build.log())
                        .contains("[ERROR] Failed to execute goal dev.freeport:freeport-maven-plugin:"
                                + System.getProperty("tests.version") + ":reserve (reserve) on project m" + i + ": "
                                + message);
                i++;
            }
            assertThat(build.log()).doesNotContain("\tat ");
        }
    }

    private static String port(String more) {
        return "<ports><port><name>p</name>" + more + "</port></ports>";
    }

    private Path project() throws IOException {
        Path project = folder.resolve("parameters");
        StringBuilder modules = new StringBuilder("<modules>");
        int i = 0;
        for (String configuration : messages.keySet()) {
            pom(
                    project.resolve("m" + i),
                    "m" + i,
                    "<build><plugins><plugin><groupId>dev.freeport</groupId>"
                            + "<artifactId>freeport-maven-plugin</artifactId><version>"
                            + System.getProperty("tests.version")
                            + "</version><executions><execution><id>reserve</id><goals><goal>reserve</goal></goals>"
                            + "<phase>validate</phase><configuration>" + configuration
                            + "</configuration></execution></executions></plugin></plugins></build>");
            modules.append("<module>m").append(i++).append("</module>");
        }
        pom(project, "parameters", modules + "</modules>");
        return project;
    }

    private static void pom(Path folder, String name, String content) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("pom.xml"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId><artifactId>" + name
                        + "</artifactId><version>1</version><packaging>pom</packaging>" + content + "</project>");
    }
}
