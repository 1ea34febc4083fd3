package dev.freeport.internal.failure;

import dev.freeport.stack.PortRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The numbers in the classes of a test through which a failure came: what a test binds is often written in its code. */
final class CodeNumbers {
    static final CodeNumbers NONE = new CodeNumbers(List.of());

    private static final int MOST_CLASSES = 8;
    private static final int LONGEST_CLASS = 1_000_000;

    /** The instruction that loads a number of two bytes, and the tag of a longer one in the constant pool. */
    private static final byte SIPUSH = 0x11;

    private static final byte CONSTANT_INTEGER = 3;
    private static final int MOST_DIGITS = 5;

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

    /**
     * Finds the numbers of some ranges that stand in the code as a constant or in a text. Misses those up to 32767 that only an
     * instruction contains, because too many other bytes look the same.
     */
    Set<Integer> in(List<PortRange> ranges) {
        Set<Integer> found = new TreeSet<>();
        for (byte[] code : classes) {
            for (int i = 0; i < code.length; i++) {
                int number = isDigit(code, i) ? text(code, i) : constant(code, i);
                if (ranges.stream().anyMatch(range -> range.contains(number))) {
                    found.add(number);
                }
            }
        }
        return found;
    }

    /** Returns the constant of two bytes at an index, or 0. */
    private static int constant(byte[] code, int at) {
        return at + 4 < code.length && code[at] == CONSTANT_INTEGER && code[at + 1] == 0 && code[at + 2] == 0
                ? (code[at + 3] & 0xff) << 8 | code[at + 4] & 0xff
                : 0;
    }

    /** Returns the number of which the first digit stands at an index, or 0. */
    private static int text(byte[] code, int at) {
        int number = 0;
        for (int i = at; !isDigit(code, at - 1) && isDigit(code, i); i++) {
            if (i - at == MOST_DIGITS) {
                return 0;
            }
            number = number * 10 + code[i] - '0';
        }
        return number;
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
