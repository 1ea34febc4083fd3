package dev.freeport.internal.registry;

/**
 * What came of a run.
 *
 * @param doubleOwners how often two had one port at once
 * @param later how often that was so after all JVMs had recovered from the adversary; each time, if they had not
 * @param rounds how many reservations were made
 * @param killed how many JVMs were killed
 */
record StressResult(long doubleOwners, long later, long rounds, int killed) {}
