package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Commands with set answers; all others cannot be started. */
final class Answers implements ExternalCommand {
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    Answers answer(String command, String text) {
        answers.put(command, text);
        return this;
    }

    Answers noAnswer(String command) {
        answers.remove(command);
        return this;
    }

    /** Returns each command that was run. */
    List<String> asked() {
        return asked;
    }

    @Override
    public String run(List<String> words) throws IOException {
        String command = String.join(" ", words);
        asked.add(command);
        String answer = answers.get(command);
        if (answer == null) {
            throw new IOException(command + " cannot be started");
        }
        return answer;
    }

    /** Returns a recorded output, of which each byte is a character, as {@link ExternalCommand} reads it. */
    static String recorded(String file) {
        try (InputStream in = Answers.class.getResourceAsStream(file + ".txt")) {
            if (in == null) {
                throw new IllegalArgumentException("no " + file + ".txt on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
