package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import dev.freeport.internal.os.NativeAccess;
import java.io.IOException;
import java.util.List;

/** Reads settings of a BSD kernel: sysctl(3) and sysctl(8). */
interface Sysctl {
    /** Calls the library of macOS. */
    Sysctl LIBRARY = name -> NativeAccess.call(() -> new JnaSysctl().value(name));

    /** Starts a process for each setting. */
    Sysctl COMMAND = byCommand(ExternalCommand.SYSTEM);

    /** Returns a setting. Fails if there is none of this name, or it is no number; the message names it. */
    int value(String name) throws IOException;

    static Sysctl byCommand(ExternalCommand command) {
        return name -> {
            String text = command.run(List.of("sysctl", "-n", name));
            try {
                return Integer.parseInt(text.strip());
            } catch (NumberFormatException garbage) {
                throw new IOException(
                        "sysctl -n " + name + " says '" + ExternalCommand.printable(text) + "' instead of a number",
                        garbage);
            }
        };
    }

    /** Returns one that asks another where this one fails, for example without JNA. */
    default Sysctl orElse(Sysctl other) {
        return name -> {
            try {
                return value(name);
            } catch (IOException | LinkageError | RuntimeException unreadable) {
                return other.value(name);
            }
        };
    }
}
