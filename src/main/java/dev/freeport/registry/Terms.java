package dev.freeport.registry;

import java.time.Duration;

/**
 * How a port is to be reserved.
 *
 * @param purpose for what, such as a test's name; shown to others who find the port taken
 * @param guarded whether a guard socket shall hold the port where the system allows it
 * @param coolDown how long nobody gets the port again after its release, 0 to 1 h
 */
public record Terms(String purpose, boolean guarded, Duration coolDown) {
    /** The longest cool-down. */
    public static final Duration LONGEST_COOL_DOWN = Ledger.LONGEST_COOL_DOWN;
}
