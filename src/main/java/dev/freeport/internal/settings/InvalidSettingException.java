package dev.freeport.internal.settings;

/** A setting, or an attribute or argument in its place, has a value that is not valid. */
public final class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String value;
    private final String rule;
    private final String origin;

    private InvalidSettingException(
            String key, String value, String rule, String origin, IllegalArgumentException cause) {
        super(key + " (" + value + ") is not valid: " + rule + (origin.isEmpty() ? "" : "; " + origin), cause);
        this.key = key;
        this.value = value;
        this.rule = rule;
        this.origin = origin;
    }

    /** Returns an exception without its type, so that the callers do not load it before they need it. */
    static IllegalArgumentException of(
            String key, String value, String rule, String origin, IllegalArgumentException cause) {
        return new InvalidSettingException(key, value, rule, origin, cause);
    }

    public String key() {
        return key;
    }

    public String value() {
        return value;
    }

    /** Returns such as {@code it must be on or off}. */
    public String rule() {
        return rule;
    }

    /** Returns such as {@code it is set as a system property}; empty if that is not known. */
    public String origin() {
        return origin;
    }
}
