package dev.freeport.samples.postgres;

import static dev.freeport.condition.Prerequisite.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.junit.FreePort;
import dev.freeport.samples.programs.ChildProgram;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Shows a port that lasts for the class: all its tests use one real PostgreSQL. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "PostgreSQL is looked for where Unix has it")
@EnabledIfAvailable(POSTGRESQL)
class PostgresTests {
    private static ChildProgram postgres;

    @BeforeAll
    static void start(@FreePort("postgres") int port, @TempDir Path directory) throws Exception {
        PostgresProgram program = PostgresProgram.installed().orElseThrow();
        program.createDatabase(directory);
        postgres = ChildProgram.start(directory, program.server(directory, "127.0.0.1", port))
                .awaitReady();
    }

    @AfterAll
    static void end() {
        postgres.close();
    }

    @Test
    void keepsOrders(@FreePort("postgres") int port) throws SQLException {
        try (Connection shop = connect(port);
                Statement statement = shop.createStatement()) {
            statement.execute("create table orders (item text)");
            statement.execute("insert into orders values ('tea')");

            try (ResultSet orders = statement.executeQuery("select item from orders")) {
                assertThat(orders.next()).isTrue();
                assertThat(orders.getString("item")).isEqualTo("tea");
            }
        }
    }

    @Test
    void saysItsPort(@FreePort("postgres") int port) throws SQLException {
        try (Connection shop = connect(port);
                ResultSet shown = shop.createStatement().executeQuery("show port")) {
            assertThat(shown.next()).isTrue();
            assertThat(shown.getInt(1)).isEqualTo(port);
        }
    }

    private static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "shop", "");
    }
}
