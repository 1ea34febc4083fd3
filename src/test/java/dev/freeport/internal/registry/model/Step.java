package dev.freeport.internal.registry.model;

/**
 * One step of a process, or of an adversary ({@code process} 0).
 *
 * @param process whose step it is
 * @param text what happens, in a few words that follow a name
 * @param next what is after it
 */
record Step(int process, String text, State next) {
    static String name(int process) {
        return "ABC".substring(process - 1, process);
    }

    @Override
    public String toString() {
        return process == State.NOBODY ? text : name(process) + " " + text;
    }
}
