/** Chooses, holds and explains ports for tests. */
module dev.freeport {
    requires static org.jspecify;

    exports dev.freeport;
    exports dev.freeport.diagnosis;
    exports dev.freeport.owner;
    exports dev.freeport.stack;
}
