/**
 * Listeners of JUnit's launcher. A module of their own: what provides them must read the launcher, which under many build
 * tools is on the class path, where a module that was found on the module path cannot.
 */
module dev.freeport.junit.launcher {
    requires dev.freeport;
    requires transitive org.junit.platform.launcher;
    requires static org.jspecify;

    exports dev.freeport.junit.launcher;

    provides org.junit.platform.launcher.LauncherSessionListener with
            dev.freeport.junit.launcher.PortSessionListener;
    provides org.junit.platform.launcher.TestExecutionListener with
            dev.freeport.junit.launcher.BindFailureListener;
}
