package dev.freeport.stack;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads values below {@code HKEY_LOCAL_MACHINE}. */
interface WindowsRegistry {
    /**
     * Returns a REG_DWORD.
     *
     * @return the value as 32 bits without a sign; empty if there is none
     * @throws IOException if it cannot be read or is of another type
     */
    Optional<Integer> integer(String key, String name) throws IOException;

    /**
     * Returns a REG_MULTI_SZ.
     *
     * @return the strings; empty if there is no such value
     * @throws IOException if it cannot be read or is of another type
     */
    Optional<List<String>> strings(String key, String name) throws IOException;
}
