package dev.freeport.internal.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.freeport.internal.os.IpHelper.SizedCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IpHelperTests {
    private static final int INSUFFICIENT_BUFFER = 122;
    private static final int ACCESS_DENIED = 5;

    private int needed = 100;

    @Test
    void fillsABufferAlsoWhereTheTableGrowsMeanwhile() throws IOException {
        SizedCall growing = (buffer, size) -> {
            boolean fits = buffer != null && buffer.capacity() >= needed;
            needed = fits ? needed : 2 * needed;
            size[0] = needed;
            if (!fits || needed < 1000) {
                needed = Math.max(needed, 1000);
                return INSUFFICIENT_BUFFER;
            }
            Objects.requireNonNull(buffer).put(0, (byte) 7);
            return 0;
        };

        ByteBuffer table = IpHelper.fill(growing);

        assertThat(table.capacity()).isGreaterThanOrEqualTo(1000);
        assertThat(table.getInt(0)).isEqualTo(7);
    }

    @Test
    void givesUpOnATableThatGrowsForEver() {
        SizedCall endless = (buffer, size) -> {
            size[0] = size[0] * 2 + 8;
            return INSUFFICIENT_BUFFER;
        };

        assertThatIOException()
                .isThrownBy(() -> IpHelper.fill(endless))
                .withMessage("the socket table could not be read (error 122)");
    }

    @Test
    void tellsTheErrorOfTheSystem() {
        assertThatIOException()
                .isThrownBy(() -> IpHelper.fill((buffer, size) -> ACCESS_DENIED))
                .withMessage("the socket table could not be read (error 5)");
    }
}
