package dev.freeport.samples.proof.docs;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Compares the outputs that documents show with what the product prints now.
 *
 * @param situations by their names, each makes the product print
 */
record OutputCheck(Map<String, Callable<String>> situations) {

    /** Returns what is wrong in a document. */
    List<String> faults(Page page) {
        return page.fences().stream()
                .filter(fence -> fence.language().equals("text"))
                .flatMap(this::fault)
                .toList();
    }

    private Stream<String> fault(Fence fence) {
        if (!fence.originAfter("recorded:").isEmpty()) {
            return Stream.empty();
        }
        String name = fence.originAfter("output:");
        Callable<String> situation = situations.get(name);
        if (situation == null) {
            return Stream.of(fence.place() + ": a text block must say by <!-- output: SITUATION --> on the line above"
                    + " what prints it, one of " + situations.keySet()
                    + ", or by <!-- recorded: HOW --> how it was got");
        }
        String printed = printed(situation);
        return Output.withoutDetails(fence.text()).equals(Output.withoutDetails(printed))
                ? Stream.empty()
                : Stream.of(fence.place() + ": in the situation '" + name + "' something else is printed now:"
                        + System.lineSeparator() + printed);
    }

    /** Leaves out how many connections other tests have open at the moment, if they are many. */
    private static String printed(Callable<String> situation) {
        try {
            return situation.call().replaceAll("\\R {2}note {8}Connections use .*", "");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
