package dev.freeport.stack;

/** Prints the stack of this host, or that of one whose {@code os.name} and {@code os.version} are its arguments. */
public final class StackPrinter {
    private StackPrinter() {}

    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s: %5$s%n");
        System.out.println(
                arguments.length == 0
                        ? HostStack.current()
                        : HostStack.read(HostReader.forSystem(arguments[0], arguments[1])));
    }
}
