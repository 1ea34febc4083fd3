package dev.freeport.internal.text;

/** How much is explained before the rest is only counted. */
public final class ExplanationLimits {
    /** Bind failures of a run: where a thousand tests fail, they fail for the same reason. */
    public static final int FAILURES = 50;

    /** Ports of one failure. */
    public static final int PORTS = 10;

    /** Sockets of one port. */
    public static final int SOCKETS = 4;

    /** Servers of the host, where a failure names no port. */
    public static final int SERVERS = 12;

    /** Characters of the command line of such a server. */
    public static final int COMMAND = 80;

    /** Characters that another program says, such as the message of the original failure. */
    public static final int MESSAGE = 200;

    private ExplanationLimits() {}

    /** {@return the first line of what another program says, or its beginning, and how much is left out} */
    public static String shorten(String text, int most) {
        String line = text.lines().findFirst().orElse("");
        int shown = Math.min(line.length(), most);
        return shown == text.length() ? text : text.substring(0, shown) + "... (" + (text.length() - shown) + " more)";
    }
}
