/** Chooses, holds and explains ports for tests. */
// JNA is an automatic module, which its name in the manifest keeps stable
// the modules of the extension need not be there
@SuppressWarnings({"requires-automatic", "module"})
module dev.freeport {
    requires static com.sun.jna;
    requires static com.sun.jna.platform;
    // not transitive: with that, modules which do without AssertJ are not compiled
    requires static org.assertj.core;
    requires static org.jspecify;
    requires static jdk.jfr;

    exports dev.freeport;
    exports dev.freeport.assertj;
    exports dev.freeport.diagnosis;
    exports dev.freeport.failure;
    exports dev.freeport.fixture;
    exports dev.freeport.owner;
    exports dev.freeport.stack;
    exports dev.freeport.internal.os to
            dev.freeport.junit;

    // Not for users, but exported to all: the launcher's listeners may be on the class path, and no export can name the
    // unnamed module. So may be the support of a framework.
    exports dev.freeport.internal.failure;
    exports dev.freeport.internal.naming;
    exports dev.freeport.internal.session;
    exports dev.freeport.internal.settings;

    uses dev.freeport.internal.naming.NamedPortSource;
}
