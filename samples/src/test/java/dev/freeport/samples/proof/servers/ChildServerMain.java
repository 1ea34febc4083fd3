package dev.freeport.samples.proof.servers;

import dev.freeport.samples.proof.processes.ParentWatch;
import java.net.BindException;

/** The child process of {@link ChildServer}: serves until its parent closes its input or is gone. */
public final class ChildServerMain {
    static final String LISTENING = "listening";
    static final String NOT_BOUND = "not bound: ";

    private ChildServerMain() {}

    public static void main(String[] arguments) {
        try {
            JdkServer.on(Integer.parseInt(arguments[0]), arguments[1]);
            System.out.println(LISTENING);
            ParentWatch.awaitEnd();
        } catch (BindException e) {
            System.out.println(NOT_BOUND + e.getMessage());
        } catch (Exception e) {
            System.out.println(e);
        }
        Runtime.getRuntime().halt(0);
    }
}
