package dev.freeport.junit;

import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Enters ports into JUnit's reports: {@code freeport.port = 10875, parameter 'port' of com.acme.ShopTests.ships(int)}. */
final class ReportEntries {
    /** The configuration parameter {@code on} (default) or {@code off}. */
    static final String SWITCH = "freeport.report-entries";

    private static final String KEY = "freeport.port";

    private ReportEntries() {}

    /**
     * Enters a reserved port.
     *
     * @throws IllegalArgumentException if the configuration parameter is not valid
     */
    static void publish(ExtensionContext context, int port, String purpose) {
        if (isOn(context.getConfigurationParameter(SWITCH).orElse("on"))) {
            context.publishReportEntry(KEY, port + ", " + purpose);
        }
    }

    private static boolean isOn(String value) {
        switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "on", "true":
                return true;
            case "off", "false":
                return false;
            default:
                throw new IllegalArgumentException(SWITCH + " (" + value + ") is not valid: it must be on or off");
        }
    }
}
