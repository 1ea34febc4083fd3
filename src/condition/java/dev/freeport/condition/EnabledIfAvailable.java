package dev.freeport.condition;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips a test, before any lifecycle method is called, where something that it needs is not available. The end of the
 * build names what was missing, and how to get it. {@code -Dgroups=prerequisite} runs these tests alone.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("prerequisite")
@ExtendWith(AvailabilityCondition.class)
public @interface EnabledIfAvailable {
    /** Returns all that the test needs. */
    Prerequisite[] value();
}
