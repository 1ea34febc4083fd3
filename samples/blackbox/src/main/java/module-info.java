/** Tests that see what Freeport's modules export. */
open module dev.freeport.blackbox {
    requires dev.freeport;
    requires dev.freeport.junit;
    requires org.assertj.core;
    requires org.junit.jupiter.api;
    requires org.junit.jupiter.params;
}
