package dev.freeport.samples.proof.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document in Markdown, as far as the documents here use that.
 *
 * @param file where it lies
 * @param name its path within the project
 * @param lines its lines
 */
record Page(Path file, String name, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile("```(\\w*)");
    private static final Pattern COMMENT = Pattern.compile("<!-- (.*) -->");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

    /**
     * A link of a document.
     *
     * @param place the document and the line
     * @param target where it leads
     */
    record Link(String place, String target) {}

    static Page read(Path root, Path file) {
        try {
            String name = root.relativize(file).toString().replace('\\', '/');
            return new Page(file, name, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Fence> fences() {
        List<Fence> fences = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int start = i;
                Matcher comment = COMMENT.matcher(i == 0 ? "" : lines.get(i - 1));
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).equals("```")) {
                    end++;
                }
                fences.add(new Fence(
                        place(start),
                        fence.group(1),
                        comment.matches() ? comment.group(1) : "",
                        String.join("\n", lines.subList(start + 1, end))));
                i = end;
            }
        }
        return fences;
    }

    /** Returns the lines outside fenced blocks; an empty one for each line inside. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            boolean fence = FENCE.matcher(line).matches();
            prose.add(inside || fence ? "" : line);
            inside ^= fence;
        }
        return prose;
    }

    /** Returns the rows of all tables, without heads, each as its cells. */
    List<List<String>> rows() {
        return prose().stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> List.of(line.substring(1).split("(?<!\\\\)\\|", -1)))
                .map(cells -> cells.stream().map(String::strip).toList())
                .toList();
    }

    List<Link> links() {
        List<Link> links = new ArrayList<>();
        List<String> prose = prose();
        for (int i = 0; i < prose.size(); i++) {
            Matcher link = LINK.matcher(prose.get(i));
            while (link.find()) {
                links.add(new Link(place(i), link.group(1)));
            }
        }
        return links;
    }

    /** Returns the anchors that GitHub makes of the headings. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        for (String line : prose()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = NOT_IN_ANCHORS
                        .matcher(heading.group(1).toLowerCase(Locale.ROOT))
                        .replaceAll("")
                        .replace(' ', '-');
                String unique = anchor;
                for (int i = 1; !anchors.add(unique); i++) {
                    unique = anchor + "-" + i;
                }
            }
        }
        return anchors;
    }

    String place(int index) {
        return name + ":" + (index + 1);
    }

    /** Returns the name, for the names of tests. */
    @Override
    public String toString() {
        return name;
    }
}
