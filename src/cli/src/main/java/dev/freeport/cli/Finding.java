package dev.freeport.cli;

import java.util.Map;

/** The result of a check of doctor: a stable word for what was checked, and a sentence. */
record Finding(State state, String check, String text) {

    enum State {
        OK("ok  "),
        /** A fact, neither good nor bad. */
        INFO("    "),
        /** It works, but with less than on other systems. */
        WARNING("warn"),
        BROKEN("FAIL");

        private final String label;

        State(String label) {
            this.label = label;
        }
    }

    static Finding ok(String check, String text) {
        return new Finding(State.OK, check, text);
    }

    static Finding info(String check, String text) {
        return new Finding(State.INFO, check, text);
    }

    static Finding warning(String check, String text) {
        return new Finding(State.WARNING, check, text);
    }

    static Finding broken(String check, String text) {
        return new Finding(State.BROKEN, check, text);
    }

    Map<String, Object> json() {
        return Json.object("check", check, "state", state, "text", text);
    }

    @Override
    public String toString() {
        return "[" + state.label + "] " + text;
    }
}
