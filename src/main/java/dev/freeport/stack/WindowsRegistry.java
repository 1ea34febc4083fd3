package dev.freeport.stack;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads values below {@code HKEY_LOCAL_MACHINE}. */
interface WindowsRegistry {
    /** {@return a REG_DWORD as 32 bits without a sign; empty if there is none} Throws if it has another type. */
    Optional<Integer> integer(String key, String name) throws IOException;

    /** {@return a REG_MULTI_SZ; empty if there is none} Throws if it cannot be read or is of another type. */
    Optional<List<String>> strings(String key, String name) throws IOException;
}
