package dev.freeport.internal.process;

import java.io.IOException;
import java.nio.file.Path;

/** Knows the names of users, from passwd(5). Users of a directory service are known by their number only. */
public final class UserNames {
    private UserNames() {}

    /** Returns such as {@code build (uid 1000)}, or {@code uid 1000}. */
    public static String describe(Path passwd, long uid) {
        try {
            for (String line : ProcFile.read(passwd).split("\n")) {
                String[] fields = line.split(":");
                if (fields.length > 2 && fields[2].equals(Long.toString(uid))) {
                    return fields[0] + " (uid " + uid + ")";
                }
            }
        } catch (IOException unknown) {
            return "uid " + uid;
        }
        return "uid " + uid;
    }
}
