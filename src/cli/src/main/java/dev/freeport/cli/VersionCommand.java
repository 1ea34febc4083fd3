package dev.freeport.cli;

import picocli.CommandLine.Command;

@Command(
        name = "version",
        description = "Shows the versions of Freeport, of Java and of the system, as a report of a bug needs them.",
        exitCodeList = {"0:Success.", Freeport.USAGE_ERROR_LINE, Freeport.NOT_WRITTEN_LINE},
        footer = "  freeport, java, os")
final class VersionCommand extends AnswerCommand {
    @Override
    public Integer call() {
        String java = System.getProperty("java.version") + ", " + System.getProperty("java.vendor");
        String os = System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch");
        answer(
                Json.object("freeport", Freeport.Version.number(), "java", java, "os", os),
                String.join(
                        System.lineSeparator(),
                        "freeport  " + Freeport.Version.number(),
                        "java      " + java,
                        "os        " + os));
        return 0;
    }
}
