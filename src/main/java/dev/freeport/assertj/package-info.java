/**
 * AssertJ assertions on ports, where AssertJ is on the class path. Start with {@link dev.freeport.assertj.PortAssertions}, or with
 * {@link dev.freeport.assertj.PortSoftAssertions} to see all failures at once.
 */
@NullMarked
package dev.freeport.assertj;

import org.jspecify.annotations.NullMarked;
