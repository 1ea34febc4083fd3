/** Suites as users of the extension write them: every test starts a real server on a port that was injected. */
@NullMarked
package dev.freeport.samples.proof.suite;

import org.jspecify.annotations.NullMarked;
