/**
 * Listeners of JUnit's launcher. A module of their own, because a module that provides them must read the launcher, and many
 * build tools put the launcher on the class path, which a module on the module path cannot read.
 */
module dev.freeport.junit.launcher {
    requires dev.freeport;
    requires org.junit.platform.launcher;
    requires static org.jspecify;

    provides org.junit.platform.launcher.LauncherSessionListener with
            dev.freeport.junit.launcher.PortSessionListener;
    provides org.junit.platform.launcher.TestExecutionListener with
            dev.freeport.junit.launcher.BindFailureListener;
}
