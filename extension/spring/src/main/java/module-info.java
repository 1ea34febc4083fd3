/** Ports of Spring's application contexts, by names in their properties. No code needs to name anything in it. */
// Spring's modules are automatic ones, which their names in the manifests keep stable
@SuppressWarnings({"requires-automatic", "module"})
module dev.freeport.spring {
    requires dev.freeport;
    requires dev.freeport.junit;
    requires org.junit.jupiter.api;
    requires spring.beans;
    requires spring.context;
    requires spring.core;
    requires spring.test;
    requires static org.jspecify;
    requires static spring.boot;

    provides dev.freeport.internal.naming.NamedPortSource with
            dev.freeport.spring.SpringPortSource;

    // by META-INF/spring.factories
    opens dev.freeport.spring to
            spring.core;
}
