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

    public static final String NAME = System.getProperty("os.name", "");

    public static final OperatingSystem CURRENT = of(NAME);

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

    public boolean isCurrent() {
        return this == CURRENT;
    }
}
