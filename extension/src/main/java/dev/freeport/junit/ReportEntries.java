package dev.freeport.junit;

import dev.freeport.internal.settings.Setting;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Enters ports into JUnit's reports: {@code freeport.port = 10875, parameter 'port' of com.acme.ShopTests.ships(int)}. */
final class ReportEntries {
    static final String KEY = "freeport.port";

    private ReportEntries() {}

    static void publish(ExtensionContext context, int port, String purpose) {
        if (Setting.REPORT_ENTRIES.read(new ConfigurationParameters(context))) {
            String entry = port + ", " + purpose;
            if (!EarlyOutcome.keepEntry(context, entry)) {
                context.publishReportEntry(KEY, entry);
            }
        }
    }
}
