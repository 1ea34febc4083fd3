package dev.freeport.samples.proof.docs;

import dev.freeport.internal.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the settings that documents name with those that the product knows.
 *
 * @param known the keys
 */
record SettingCheck(Set<String> known) {
    /** Not behind a brace: {@code ${freeport.http}} is Spring's property of a port. */
    private static final Pattern KEY = Pattern.compile("(?<![\\w./{-])freeport\\.[a-z][a-z-]*");

    /** Is no setting, but what an entry of JUnit's reports is called. */
    private static final String REPORT_ENTRY = "freeport.port";

    static SettingCheck ofTheProduct() {
        return new SettingCheck(new TreeSet<>(Setting.keys()));
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
