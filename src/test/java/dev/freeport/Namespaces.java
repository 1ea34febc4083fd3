package dev.freeport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Namespaces of Linux that tests live in; they need root. */
public final class Namespaces {
    private Namespaces() {}

    /** Skips the test where there are no network namespaces. */
    public static void assumeNetworks() throws Exception {
        assumeTrue(
                succeeds("unshare", "-n", "ip", "link", "set", "lo", "up"),
                "network namespaces need root, util-linux and iproute2");
    }

    /** Skips the test where there are no mount namespaces. */
    public static void assumeMounts() throws Exception {
        assumeTrue(
                succeeds("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/tmp"),
                "mount namespaces need root and util-linux");
    }

    private static boolean succeeds(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }
}
