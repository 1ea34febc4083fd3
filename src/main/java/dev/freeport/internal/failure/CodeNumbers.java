package dev.freeport.internal.failure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The numbers in the classes of a test through which a failure came: what a test binds is often written in its code. */
final class CodeNumbers {
    static final CodeNumbers NONE = new CodeNumbers(List.of());

    private static final int MOST_CLASSES = 8;
    private static final int LONGEST_CLASS = 1_000_000;

    /** The instruction that loads a number of two bytes, and the tag of a longer one in the constant pool. */
    private static final byte SIPUSH = 0x11;

    private static final byte CONSTANT_INTEGER = 3;

    private final List<byte[]> classes;

    private CodeNumbers(List<byte[]> classes) {
        this.classes = classes;
    }

    static CodeNumbers of(Iterable<Throwable> chain) {
        Set<String> names = new LinkedHashSet<>();
        chain.forEach(
                failure -> TestFrame.all(failure.getStackTrace()).forEach(frame -> names.add(frame.getClassName())));
        List<byte[]> classes = new ArrayList<>();
        names.stream().limit(MOST_CLASSES).forEach(name -> classes.add(read(name)));
        return new CodeNumbers(classes);
    }

    /** Tells whether a number stands in the code as a number or in a text. A guess: other bytes may look the same. */
    boolean contain(int port) {
        byte high = (byte) (port >> 8);
        byte low = (byte) port;
        byte[] number = port <= Short.MAX_VALUE
                ? new byte[] {SIPUSH, high, low}
                : new byte[] {CONSTANT_INTEGER, 0, 0, high, low};
        byte[] text = Integer.toString(port).getBytes(StandardCharsets.US_ASCII);
        return classes.stream().anyMatch(code -> contains(code, number, false) || contains(code, text, true));
    }

    private static boolean contains(byte[] code, byte[] part, boolean whole) {
        for (int i = 0; i + part.length <= code.length; i++) {
            if (matches(code, i, part) && !(whole && (isDigit(code, i - 1) || isDigit(code, i + part.length)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] code, int from, byte[] part) {
        for (int i = 0; i < part.length; i++) {
            if (code[from + i] != part[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte[] code, int at) {
        return at >= 0 && at < code.length && code[at] >= '0' && code[at] <= '9';
    }

    private static byte[] read(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        String file = name.replace('.', '/') + ".class";
        try (InputStream in =
                loader == null ? ClassLoader.getSystemResourceAsStream(file) : loader.getResourceAsStream(file)) {
            return in == null ? new byte[0] : in.readNBytes(LONGEST_CLASS);
        } catch (IOException unreadable) {
            return new byte[0];
        }
    }
}
