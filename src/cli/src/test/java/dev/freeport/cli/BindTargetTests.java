package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class BindTargetTests {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080/path?a=b:1#c, 127.0.0.1, 8080",
        "HTTP://127.0.0.1, 127.0.0.1, 80",
        "https://127.0.0.1/, 127.0.0.1, 443",
        "ws://[::1]/chat, ::1, 80",
        "wss://joe:pw@127.0.0.1?x, 127.0.0.1, 443",
        "http://[::1]:8080, ::1, 8080",
        "jdbc:postgresql://127.0.0.1:5432/shop, 127.0.0.1, 5432",
        "127.0.0.1:9000, 127.0.0.1, 9000",
    })
    void isTheHostAndPortOfAUrl(String text, String host, int port) throws Exception {
        BindTarget target = BindTarget.parse(text);

        assertThat(target.addresses()).containsExactly(InetAddress.getByName(host));
        assertThat(target.port()).isEqualTo(port);
    }

    @Test
    void isAllAddressesForAPortAlone() {
        assertThat(BindTarget.parse("8080").addresses()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://127.0.0.1/x, 'ftp://127.0.0.1' must name a port",
        "http://, must be a port",
        "http://127.0.0.1:99999, must be between 1 and 65535",
    })
    void isRefusedWithoutAPort(String text, String message) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> BindTarget.parse(text))
                .withMessageContaining(message.replace("''", "'"));
    }
}
