package dev.freeport.samples.proof.docs;

import dev.freeport.PortRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the settings that documents name with those that the product knows.
 *
 * @param known the keys
 */
record SettingCheck(Set<String> known) {
    private static final Pattern KEY = Pattern.compile("(?<![\\w./-])freeport\\.[a-z][a-z-]*");

    /** Is no setting, but what an entry of JUnit's reports is called. */
    private static final String REPORT_ENTRY = "freeport.port";

    /** Asks the product, which lists all settings to whoever sets one that is far from each. */
    static SettingCheck ofTheProduct() {
        List<String> warnings = new ArrayList<>();
        Handler capture = new Handler() {
            @Override
            public void publish(LogRecord warning) {
                warnings.add(warning.getMessage());
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        Logger logger = Logger.getLogger("dev.freeport");
        logger.addHandler(capture);
        logger.setUseParentHandlers(false);
        try {
            // a key is warned of once, but this may be asked several times
            PortRequest.warnOfUnknownKeys(List.of("freeport.which-settings-do-you-know-" + System.nanoTime()));
        } finally {
            logger.removeHandler(capture);
            logger.setUseParentHandlers(true);
        }
        String list = String.join("", warnings).replaceAll("(?s).*Known are (.*)\\.", "$1");
        return new SettingCheck(new TreeSet<>(List.of(list.split(", "))));
    }

    /** Returns where a document names a setting that is none. */
    List<String> faults(Page page) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < page.lines().size(); i++) {
            Matcher key = KEY.matcher(page.lines().get(i));
            while (key.find()) {
                if (!known.contains(key.group()) && !key.group().equals(REPORT_ENTRY)) {
                    faults.add(page.place(i) + ": " + key.group() + " is no setting");
                }
            }
        }
        return faults;
    }

    /** Returns which settings the table of a document lacks. */
    List<String> missing(Page page) {
        Set<String> missing = new TreeSet<>(known);
        page.rows().forEach(cells -> missing.remove(cells.get(0).replace("`", "")));
        return missing.stream().map(key -> page.name() + ": no row for " + key).toList();
    }
}
