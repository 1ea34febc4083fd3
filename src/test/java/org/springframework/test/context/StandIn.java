package org.springframework.test.context;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** An annotation with the package of Spring's, where Spring is not on the class path. */
@Retention(RetentionPolicy.RUNTIME)
public @interface StandIn {}
