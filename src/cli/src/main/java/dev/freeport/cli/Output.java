package dev.freeport.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The standard output, which remembers why a write failed; that of the JDK only reports that one did. */
final class Output extends OutputStream {
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private @Nullable IOException failure;

    private Output() {}

    /** Replaces the standard output of this process; writers encode their text themselves. */
    static Output ofThisProcess() {
        Output output = new Output();
        System.setOut(new PrintStream(output, true));
        return output;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** Returns why a write failed; empty if only the reader has closed the pipe, as {@code head} does. */
    Optional<String> failure() {
        return Optional.ofNullable(failure)
                .map(why -> String.valueOf(why.getMessage()))
                .filter(why -> !why.equals(textOfAClosedPipe()));
    }

    /** Provokes the failure, because the C library reports it in the language of the user. */
    private static String textOfAClosedPipe() {
        try {
            Pipe pipe = Pipe.open();
            try (Pipe.SinkChannel sink = pipe.sink()) {
                pipe.source().close();
                sink.write(ByteBuffer.allocate(1));
                return "";
            }
        } catch (IOException broken) {
            return String.valueOf(broken.getMessage());
        }
    }
}
