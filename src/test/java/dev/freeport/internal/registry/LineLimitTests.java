package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineLimitTests {
    private static final int LONGEST = 1 << 20;
    private static final String MESSAGE = "a line of more than 1048576 bytes";

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 8192, 3 * LONGEST})
    void passesLinesThatAreNotTooLong(int atOnce) throws IOException {
        byte[] file = lines(LONGEST, 0, LONGEST - 1, 5);
        LineLimit in = new LineLimit(new ByteArrayInputStream(file));

        assertThat(read(in, file.length, atOnce)).isEqualTo(file);
        assertThat(in.read(new byte[1], 0, 1)).as("the end").isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 8192})
    void endsWithTheFirstReadThatIsTooMuch(int atOnce) throws IOException {
        LineLimit in = new LineLimit(new ByteArrayInputStream(lines(7, 2 * LONGEST)));
        int good = (LONGEST + 8) / atOnce * atOnce;

        assertThat(read(in, good, atOnce)).startsWith(lines(7)).hasSize(good);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> in.read(new byte[atOnce], 0, atOnce))
                .withMessage(MESSAGE);
    }

    /** Returns a file with lines of these lengths. */
    private static byte[] lines(int... lengths) {
        byte[] file = new byte[Arrays.stream(lengths).sum() + lengths.length];
        Arrays.fill(file, (byte) 'x');
        int end = -1;
        for (int length : lengths) {
            end += length + 1;
            file[end] = '\n';
        }
        return file;
    }

    /** Reads so many bytes, or to the end, into the middle of an array whose other bytes end lines. */
    private static byte[] read(InputStream in, int count, int atOnce) throws IOException {
        byte[] all = new byte[count];
        byte[] part = new byte[atOnce + 2];
        Arrays.fill(part, (byte) '\n');
        int length = 0;
        while (length < count) {
            int read = in.read(part, 1, Math.min(atOnce, count - length));
            System.arraycopy(part, 1, all, length, read);
            length += read;
        }
        return all;
    }
}
