package dev.freeport.junit;
/** Later. */
final class PortExtension {}
