package dev.freeport.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Needs a program and does not say so. Run by {@code .ci/run} alone, where it must fail on a path that hides the program,
 * and pass on the usual one: so the tests that pass on the first need nothing that is hidden.
 */
class HiddenProgram {
    @Test
    void isNeeded() throws Exception {
        assertThat(new ProcessBuilder("unshare", "--version").start().waitFor()).isZero();
    }
}
