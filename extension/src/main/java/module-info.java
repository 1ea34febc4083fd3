/** JUnit Jupiter extension that injects ports which stay a test's own. */
module dev.freeport.junit {
    requires transitive dev.freeport;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.freeport.junit;

    opens dev.freeport.junit to
            org.junit.platform.commons;
}
