package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackProfileTests {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IANA                 | [tcp, udp] | 49152-65535 | [1024-49151]
            VOS_TCP_OS           | [tcp, udp] | 1024-5000   | [5001-65535]
            STCP_TCP_BEFORE_1098 | [tcp]      | 10000-65535 | [1024-9999]
            STCP_TCP             | [tcp]      | 49152-65535 | [1024-49151]
            STCP_UDP_BEFORE_2119 | [udp]      | 1025-65535  | []
            STCP_UDP             | [udp]      | 49152-65535 | [1024-49151]
            HP_UX                | [tcp, udp] | 49152-65535 | [1024-49151]
            FTX_BEFORE_3_4       | [tcp, udp] | 1024-6123   | [6124-65535]
            FTX                  | [tcp, udp] | 49152-65535 | [1024-49151]
            FTSERVER             | [tcp, udp] | 1024-5000   | [5001-65535]
            WINDOWS_2003         | [tcp, udp] | 1024-5000   | [5001-65535]
            LINUX_2_2            | [tcp, udp] | 1024-4999   | [5000-65535]
            LINUX                | [tcp, udp] | 32768-61000 | [1024-32767, 61001-65535]
            WINDOWS              | [tcp, udp] | 49152-65535 | [1024-49151]
            MACOS                | [tcp, udp] | 49152-65535 | [1024-49151]
            FREEBSD              | [tcp, udp] | 10000-65535 | [1024-9999]
            SOLARIS              | [tcp, udp] | 32768-65535 | [1024-32767]
            AIX                  | [tcp, udp] | 32768-65535 | [1024-32767]
            PORTABLE             | [tcp, udp] | 10000-65535 | [5001-9999]
            """)
    void knowsWhatIsDocumented(StackProfile profile, String protocols, String dynamic, String safe) {
        assertThat(profile.protocols()).hasToString(protocols);
        assertThat(profile.dynamic()).hasToString(dynamic);
        assertThat(profile.safe()).hasToString(safe);
        assertThat(HostStack.documented(profile).dynamic(Protocol.TCP)).hasToString("[" + dynamic + "]");
        assertThat(HostStack.documented(profile).dynamic(Protocol.UDP)).hasToString("[" + dynamic + "]");
    }

    @Test
    void hasARowForEachInTheTableAbove() {
        assertThat(StackProfile.values()).hasSize(19);
    }

    @Test
    void findsNoStackThatLendsAPortablePortButTwoOldOnes() {
        assertThat(StackProfile.assigning(Protocol.TCP, 5001)).containsExactly(StackProfile.FTX_BEFORE_3_4);
        assertThat(StackProfile.assigning(Protocol.TCP, 9999)).isEmpty();
        assertThat(StackProfile.assigning(Protocol.UDP, 9999)).containsExactly(StackProfile.STCP_UDP_BEFORE_2119);
    }

    @Test
    void knowsThatFtServerKeepsAPortMoreForItself() {
        assertThat(StackProfile.FTSERVER.highestSystemPort()).isEqualTo(1024);
        assertThat(StackProfile.parseList("ftserver")).containsExactly(StackProfile.FTSERVER);
    }

    @Test
    void findsTheStacksThatLendAPort() {
        assertThat(StackProfile.assigning(Protocol.TCP, 40000))
                .containsExactly(
                        StackProfile.STCP_TCP_BEFORE_1098,
                        StackProfile.LINUX,
                        StackProfile.FREEBSD,
                        StackProfile.SOLARIS,
                        StackProfile.AIX);
    }

    @Test
    void parsesNames() {
        assertThat(StackProfile.parseList("windows, linux-2-2,HP_UX"))
                .isEqualTo(EnumSet.of(StackProfile.WINDOWS, StackProfile.LINUX_2_2, StackProfile.HP_UX));
    }

    @Test
    void namesAllIfOneIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StackProfile.parseList("linux, beos"))
                .withMessage("'beos' must be one of iana, vos-tcp-os, stcp-tcp-before-1098, stcp-tcp,"
                        + " stcp-udp-before-2119, stcp-udp, hp-ux, ftx-before-3-4, ftx, ftserver, windows-2003,"
                        + " linux-2-2, linux, windows, macos, freebsd, solaris, aix, portable");
    }
}
