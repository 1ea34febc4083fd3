package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTests {

    @Test
    void joinsArguments() {
        assertThat(CommandLine.render(words("java\0-jar\0my app.jar\0"))).isEqualTo("my app.jar: java -jar my app.jar");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -Ddb.password=hunter2              | -Ddb.password=***
                    --api-token=abc                    | --api-token=***
                    SECRET:xyz                         | SECRET:***
                    --aws_secret_key=a=b               | --aws_secret_key=***
                    jdbc:pg://joe:pw@db/x              | jdbc:pg://joe:***@db/x
                    -Dkeystore.passphrase=hunter2      | -Dkeystore.passphrase=***
                    {"password":"hunter2"}             | {"password":***
                    Authorization: Bearer abc          | Authorization:***
                    https://ghp_x@host/repo            | https://***@host/repo
                    https://joe:p/w@d@host             | https://joe:***@host
                    mysql --password x --verbose       | mysql --password *** --verbose
                    --pwd=x                            | --pwd=***
                    --user=joe:x                       | --user=joe:***
                    AKIAIOSFODNN7EXAMPLE               | ***
                    --port=8080                        | --port=8080
                    --author=joe                       | --author=joe
                    http://localhost:8080/x            | http://localhost:8080/x
                    """)
    void hidesSecrets(String argument, String rendered) {
        assertThat(CommandLine.render(words("x\0" + argument + "\0"))).isEqualTo("x " + rendered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java -cp lib/key-util.jar:b.jar com.acme.Shop",
                "java -cp lib/auth:lib/token.JAR:lib/secrets com.acme.Shop",
                "java -classpath a @x -p mods/auth:mods/key -m acme/com.acme.Shop",
                "java --class-path=lib/auth:lib/key-util com.acme.Shop",
                "java -cp lib/shop.jar com.acme.Shop --plugins=api-key.jar:token.zip:b",
                "tool -cp lib/key-util.jar:secret-x.war:b.jar"
            })
    void takesNoPathForASecret(String command) {
        assertThat(CommandLine.render(List.of(command.split(" ")))).endsWith(command);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            java -cp lib/key-util.jar:b.jar S api-key:xyz         | java -cp lib/key-util.jar:b.jar S api-key:***
            java -cp lib/key.jar:b.jar S --password=pw            | java -cp lib/key.jar:b.jar S --password=***
            java -cp b.jar S -cp api-key:xyz                      | java -cp b.jar S -cp api-key:***
            java -jar shop.jar -p api-key:xyz                     | java -jar shop.jar -p api-key:***
            java -cp https://joe:pw@host/key.jar:b.jar S          | java -cp https://joe:***@host/key.jar:b.jar S
            java -javaagent:/lib/key.jar=password:x -cp b.jar S   | java -javaagent:/lib/key.jar=*** -cp b.jar S
            java -cp b.jar -Dtoken=auth:x S                       | java -cp b.jar -Dtoken=*** S
            tool lib/key.jar:lib/x password:xyz                   | tool lib/key.jar:lib/x password:***
            tool lib/key.jar:token:xyz                            | tool lib/key.jar:token:***
            tool -cp api-key:xyz                                  | tool -cp api-key:***
            """)
    void hidesSecretsBesidePaths(String command, String rendered) {
        assertThat(CommandLine.render(List.of(command.split(" ")))).endsWith(rendered);
    }

    @Test
    void hidesAllLinesOfASecret() {
        assertThat(CommandLine.render(List.of("x", "--password=hunter\n2"))).isEqualTo("x --password=***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--requirepass", "--passphrase", "-credentials", "--pass", "--auth", "--db-pwd"})
    void hidesTheArgumentAfterAnyName(String option) {
        assertThat(CommandLine.render(List.of("x", option, "hunter2"))).isEqualTo("x " + option + " ***");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql -phunter2 -u root        | mysql -p*** -u root
            /usr/bin/mysqldump -phunter2   | /usr/bin/mysqldump -p***
            sshpass -p hunter2 ssh host    | sshpass -p *** ssh host
            curl -u joe:hunter2 localhost  | curl -u joe:*** localhost
            nginx -p /srv                 | nginx -p /srv
            java -cp x.jar Key=abc        | Key=***: java -cp x.jar Key=***
            """)
    void hidesWhatCertainProgramsAreTold(String command, String rendered) {
        assertThat(CommandLine.render(List.of(command.split(" ")))).isEqualTo(rendered);
    }

    @ParameterizedTest
    @CsvSource({"'a\nb', a b", "'a\u001b[31mb', a\\u001b[31mb", "'a\u202eb', a\\u202eb", "'a\u2028b', a\\u2028b"})
    void namesAreOnOneLineToo(String name, String shown) {
        assertThat(CommandLine.name(name)).isEqualTo(shown);
        assertThat(CommandLine.name("x".repeat(300))).hasSize(203).endsWith("...");
    }

    /** With a pattern that looks back over what it has seen, this takes minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "key", "-", "://a:", "://", "--key ", "eyJ", "x:"})
    void isDoneSoonWithTheLongestArguments(String part) {
        String longest = part.repeat(131_000 / part.length());

        assertThat(CommandLine.render(List.of("x", longest, "-" + longest))).hasSizeLessThan(300);
    }

    @Test
    void hidesTheArgumentAfterASecretsName() {
        assertThat(CommandLine.render(words("x\0--password\0hunter2\0--verbose\0")))
                .isEqualTo("x --password *** --verbose");
    }

    @Test
    void shortensALongArgumentSoThatTheMainClassIsStillSeen() {
        String rendered = CommandLine.render(words("java\0-cp\0" + "/lib/a.jar:".repeat(500) + "\0com.acme.Main\0"));

        assertThat(rendered)
                .startsWith("com.acme.Main: java -cp /lib/a.jar:")
                .endsWith(" com.acme.Main")
                .hasSizeLessThan(200);
    }

    @Test
    void capsTheWholeLine() {
        assertThat(CommandLine.render(words("word\0".repeat(1000))))
                .hasSize(803)
                .endsWith("...");
    }

    @Test
    void keepsToOneLine() {
        assertThat(CommandLine.render(words("sh\0-c\0first\nsecond\u001b[31m\u202e\0")))
                .isEqualTo("sh -c first second\\u001b[31m\\u202e");
    }

    private static List<String> words(String nulSeparated) {
        return List.of(nulSeparated.split("\0"));
    }
}
