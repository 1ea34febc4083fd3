package dev.freeport.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of IPv6 are written as RFC 5952 has them, sections 4 and 5. */
class AddressTextTests {
    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1,                  127.0.0.1
            0:0:0:0:0:0:0:0,            ::
            0:0:0:0:0:0:0:1,            ::1
            2001:DB8:0:0:8:800:200C:1A, 2001:db8::8:800:200c:1a
            2001:db8:0:1:1:1:1:1,       2001:db8:0:1:1:1:1:1
            2001:0:0:1:0:0:0:1,         2001:0:0:1::1
            2001:db8:0:0:1:0:0:1,       2001:db8::1:0:0:1
            fe80:0:0:0:0:0:0:0,         fe80::
            1:2:3:4:5:6:7:8,            1:2:3:4:5:6:7:8
            """)
    void isShort(String address, String text) throws UnknownHostException {
        assertThat(AddressText.of(InetAddress.getByName(address))).isEqualTo(text);
    }

    @Test
    void standsInBracketsBeforeAPort() throws UnknownHostException {
        assertThat(AddressText.of(new InetSocketAddress(InetAddress.getByName("0:0:0:0:0:0:0:1"), 80)))
                .isEqualTo("[::1]:80");
    }

    @Test
    void namesAScopeOfLinkLocalAddressesOnly() throws UnknownHostException {
        assertThat(AddressText.of(scoped("::1"))).isEqualTo("::1");
        assertThat(AddressText.of(scoped("2001:db8::1"))).isEqualTo("2001:db8::1");
        assertThat(AddressText.of(scoped("fe80::1"))).matches("fe80::1%(7|[a-z].*)");
        assertThat(AddressText.of(InetAddress.getByName("fe80::1"))).isEqualTo("fe80::1");
    }

    private static Inet6Address scoped(String address) throws UnknownHostException {
        return Inet6Address.getByAddress("", InetAddress.getByName(address).getAddress(), 7);
    }
}
