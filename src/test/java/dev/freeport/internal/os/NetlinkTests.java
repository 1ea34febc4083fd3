package dev.freeport.internal.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetlinkTests {
    private static final int ORDINARY = 20;
    private static final int ERROR = 2;
    private static final int DONE = 3;

    private final List<Integer> contents = new ArrayList<>();

    @Test
    void handsOnEachMessageUntilTheLast() throws IOException {
        ByteBuffer datagram = datagram(ORDINARY, 7, ORDINARY, 8, DONE, 0);

        assertThat(Netlink.split(datagram, content -> contents.add(content.getInt(0))))
                .isFalse();
        assertThat(contents).containsExactly(7, 8);
    }

    @Test
    void goesOnWhereTheLastIsMissing() throws IOException {
        assertThat(Netlink.split(datagram(ORDINARY, 7), content -> contents.add(content.remaining())))
                .isTrue();
        assertThat(contents).containsExactly(Integer.BYTES);
    }

    @Test
    void tellsTheErrorOfTheKernel() {
        assertThatIOException()
                .isThrownBy(() -> Netlink.split(datagram(ERROR, -13), content -> {}))
                .withMessage("the kernel answered with error 13");
    }

    @Test
    void refusesALengthThatCannotBe() {
        ByteBuffer datagram = datagram(ORDINARY, 7);
        datagram.putInt(0, 1000);

        assertThatIOException()
                .isThrownBy(() -> Netlink.split(datagram, content -> {}))
                .withMessage("the kernel sent a message of 1000 bytes");
    }

    private static ByteBuffer datagram(int... typesAndContents) {
        int size = Netlink.HEADER + Integer.BYTES;
        ByteBuffer datagram =
                ByteBuffer.allocate(size * typesAndContents.length / 2).order(ByteOrder.nativeOrder());
        for (int i = 0; i < typesAndContents.length; i += 2) {
            datagram.putInt(size).putShort((short) typesAndContents[i]).putShort((short) 0);
            datagram.putLong(0).putInt(typesAndContents[i + 1]);
        }
        return datagram.flip();
    }
}
