package dev.freeport.samples.proof.mainjob;

import dev.freeport.fixture.StormCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files that the processes of a round leave for the main job.
 *
 * @param folder where they are
 */
record RoundFiles(Path folder) {
    Path log(String process) {
        return folder.resolve(process + ".log");
    }

    Path suite(int jvm) {
        return folder.resolve("jvm-" + jvm + ".txt");
    }

    Path storm() {
        return folder.resolve("storm.txt");
    }

    Path range() {
        return folder.resolve("range.txt");
    }

    /** The number of suite JVMs that ended well. */
    Path finished() {
        return folder.resolve("finished.txt");
    }

    /** Makes the folder, without what an earlier run left. */
    void prepare() throws IOException {
        Files.createDirectories(folder);
        try (var old = Files.list(folder)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
    }

    void writeStorm(StormCounts storm) throws IOException {
        Object[] counts = {storm.connections(), storm.boundConnections(), storm.servers(), storm.failed()};
        Files.writeString(storm(), "%d %d %d %d".formatted(counts));
    }

    private StormCounts readStorm() throws IOException {
        String[] counts = Files.readString(storm()).strip().split(" ");
        return new StormCounts(
                Long.parseLong(counts[0]),
                Long.parseLong(counts[1]),
                Long.parseLong(counts[2]),
                Long.parseLong(counts[3]));
    }

    RoundResult result() throws IOException {
        JvmRecord sum = new JvmRecord(0, List.of(), List.of());
        for (int jvm = 1; jvm <= Round.JVMS; jvm++) {
            if (Files.exists(suite(jvm))) {
                sum = sum.plus(JvmRecord.readFrom(suite(jvm)));
            }
        }
        Optional<PortRange> range =
                Files.exists(range()) ? Optional.of(PortRange.parse(Files.readString(range()))) : Optional.empty();
        int jvms = Integer.parseInt(Files.readString(finished()));
        return new RoundResult(jvms, sum, readStorm(), range);
    }
}
