/** What a test may need of the machine beside a JDK: said once, for the tests of all modules. */
@NullMarked
package dev.freeport.condition;

import org.jspecify.annotations.NullMarked;
