package dev.freeport.stack;

import com.sun.jna.platform.mac.SystemB;
import com.sun.jna.platform.unix.LibCAPI.size_t;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;

/** The settings of macOS, through JNA. jna-platform binds sysctlbyname(3) for no other BSD. */
final class JnaSysctl implements Sysctl {
    @Override
    public int value(String name) throws IOException {
        IntByReference value = new IntByReference();
        size_t.ByReference length = new size_t.ByReference(new size_t(Integer.BYTES));
        int result = SystemB.INSTANCE.sysctlbyname(name, value.getPointer(), length, null, size_t.ZERO);
        if (result != 0 || length.getValue().intValue() != Integer.BYTES) {
            throw new IOException("sysctlbyname(" + name + ") returned " + result);
        }
        return value.getValue();
    }
}
