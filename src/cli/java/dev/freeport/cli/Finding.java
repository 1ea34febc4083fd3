package dev.freeport.cli;

import java.util.Map;

/**
 * Something that doctor has found out.
 *
 * @param state whether it is well
 * @param check what was looked at, a word that stays the same
 * @param text what was seen, a sentence
 */
record Finding(State state, String check, String text) {

    /** Whether something is well. */
    enum State {
        OK("ok  "),
        /** Neither well nor ill. */
        INFO("    "),
        /** Something is plainer than elsewhere. */
        WARNING("warn"),
        BROKEN("FAIL");

        private final String mark;

        State(String mark) {
            this.mark = mark;
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
        return "[" + state.mark + "] " + text;
    }
}
