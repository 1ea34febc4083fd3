package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers say when they cannot be bound. */
class MentionedAddressTests {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Address already in use: /127.0.0.1:23456                              | /127.0.0.1
            Failed to bind to localhost/127.0.0.1:23456                           | /127.0.0.1
            bind(..) failed: Address already in use: /10.0.0.5:23456              | /10.0.0.5
            Failed to bind to /[0:0:0:0:0:0:0:1]:23456                            | /0:0:0:0:0:0:0:1
            listen tcp [::1]:23456: bind: address already in use                  | /0:0:0:0:0:0:0:1
            """)
    void addressesAreFound(String message, String address) {
        assertThat(MentionedAddress.of(List.of(new IOException(message))))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.port()).isEqualTo(23456);
                    assertThat(found.address())
                            .hasValueSatisfying(known -> assertThat(known).hasToString(address));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Failed to bind to 0.0.0.0/0.0.0.0:23456",
                "Failed to bind to /[0:0:0:0:0:0:0:0]:23456",
                "Failed to bind to [::]:23456",
                "Port 23456 is already in use",
                "port=23456",
                "Port(s) already bound: 23456",
                "Failed to bind to shop.example:23456",
                "Failed to bind to 300.1.1.1:23456"
            })
    void portsWithoutAnAddressAreFound(String message) {
        assertThat(MentionedAddress.of(List.of(new IOException(message))))
                .containsExactly(new MentionedAddress(23456, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Permission denied: /127.0.0.1:80", "Failed to bind to /[::]:80", "Port 80 is taken", "port=80"})
    void lowPortsAreFoundBehindWhatIsSurelyAnAddressOrTheWord(String message) {
        assertThat(MentionedAddress.of(List.of(new IOException(message))))
                .extracting(MentionedAddress::port)
                .containsExactly(80);
    }

    @Test
    void theLowestAndTheHighestPortAreFound() {
        assertThat(MentionedAddress.of(List.of(new IOException("port 0, port 1, port 65535, port 65536"))))
                .extracting(MentionedAddress::port)
                .containsExactly(1, 65535);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at ShopTests.java:23456",
                "127.0.0.1:99999",
                "took 23456 ms",
                "version 1:12345.6",
                "at 12:30 on localhost:80",
                "port 0",
                "ratio 1:123456"
            })
    void otherNumbersAreNone(String message) {
        assertThat(MentionedAddress.of(List.of(new IOException(message), new IOException((String) null))))
                .isEmpty();
    }

    @Test
    void aThrowableWithoutATextNamesNone() {
        Throwable mute = new IOException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no text");
            }
        };

        assertThat(MentionedAddress.of(List.of(mute, new IOException("/127.0.0.1:23456"))))
                .hasSize(1);
    }

    @Test
    void thatWithAnAddressIsTakenOfTwo() {
        List<Throwable> chain = List.of(
                new IOException("Failed to start on port 23456"),
                new IOException("/127.0.0.1:23456"),
                new IOException("Port 20000 is taken"));

        assertThat(MentionedAddress.of(chain))
                .extracting(found -> found.port() + " " + found.address().isPresent())
                .containsExactly("20000 false", "23456 true");
    }
}
