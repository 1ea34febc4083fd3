package dev.freeport.internal.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a file in which a line has no end, before reading it line by line takes all memory. */
final class LineLimit extends FilterInputStream {
    private static final int LONGEST = 1 << 20;

    private int length;

    LineLimit(InputStream in) {
        super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        int read = super.read(bytes, offset, count);
        if (read < 0) {
            return read;
        }
        int begin = read;
        while (begin > 0 && bytes[offset + begin - 1] != '\n') {
            begin--;
        }
        length = begin > 0 ? read - begin : length + read;
        if (length > LONGEST) {
            throw new IOException("a line of more than " + LONGEST + " bytes");
        }
        return read;
    }
}
