/** JUnit Jupiter extension that injects ports which stay a test's own. */
module dev.freeport.junit {
    requires transitive dev.freeport;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;
    // for those who run tests in other JVMs
    requires static org.junit.platform.launcher;

    exports dev.freeport.junit;
    exports dev.freeport.junit.fixture;

    provides org.junit.jupiter.api.extension.Extension with
            dev.freeport.junit.FreePortExtension;

    opens dev.freeport.junit to
            org.junit.platform.commons;
}
