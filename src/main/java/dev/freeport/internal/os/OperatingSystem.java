package dev.freeport.internal.os;

import java.util.Locale;

/** The operating systems that Freeport tells apart, by the system property {@code os.name}. */
public enum OperatingSystem {
    LINUX,
    WINDOWS,
    MACOS,
    FREEBSD,
    SOLARIS,
    HP_UX,
    AIX,
    OTHER;

    /** The name of the system on which this JVM runs. */
    public static final String NAME = System.getProperty("os.name", "");

    /** The system on which this JVM runs. */
    public static final OperatingSystem CURRENT = of(NAME);

    /** Returns the system with a value of {@code os.name}. */
    public static OperatingSystem of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "linux" -> LINUX;
            case "mac os x" -> MACOS;
            case "freebsd" -> FREEBSD;
            case "sunos" -> SOLARIS;
            case "hp-ux" -> HP_UX;
            case "aix" -> AIX;
            default -> lower.startsWith("windows") ? WINDOWS : OTHER;
        };
    }

    /** Tells whether this JVM runs on this system. */
    public boolean isCurrent() {
        return this == CURRENT;
    }
}
