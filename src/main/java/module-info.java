/** Chooses, holds and explains ports for tests. */
// JNA is an automatic module, which its name in the manifest keeps stable
@SuppressWarnings("requires-automatic")
module dev.freeport {
    requires static com.sun.jna;
    requires static com.sun.jna.platform;
    requires static org.jspecify;

    exports dev.freeport;
    exports dev.freeport.diagnosis;
    exports dev.freeport.owner;
    exports dev.freeport.stack;
}
