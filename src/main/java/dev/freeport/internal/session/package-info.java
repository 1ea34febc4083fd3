/** What concerns a whole run of this JVM: its recordings, its end, and what its own ports are diagnosed with. */
@NullMarked
package dev.freeport.internal.session;

import org.jspecify.annotations.NullMarked;
