package dev.freeport.maven;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tests of many builds, which take minutes: {@code mvn -B -ntp -P builds verify} runs them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
        named = "tests.builds",
        matches = "true",
        disabledReason = "it takes minutes: run mvn -B -ntp -P builds verify")
@interface WholeBuilds {}
