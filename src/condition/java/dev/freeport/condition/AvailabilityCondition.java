package dev.freeport.condition;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedMethods;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Asks for what {@link EnabledIfAvailable} names. */
final class AvailabilityCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getElement()
                .flatMap(element -> missing(element, Prerequisite::isAvailable).map(missing -> skip(element, missing)))
                .orElseGet(() -> ConditionEvaluationResult.enabled("nothing is missing"));
    }

    /** Returns the first of what an element itself needs that is not available. */
    static Optional<Prerequisite> missing(AnnotatedElement element, Predicate<Prerequisite> available) {
        return AnnotationSupport.findAnnotation(element, EnabledIfAvailable.class)
                .flatMap(needs -> Stream.of(needs.value())
                        .filter(Predicate.not(available))
                        .findFirst());
    }

    private static ConditionEvaluationResult skip(AnnotatedElement element, Prerequisite missing) {
        SkippedTests.add(missing, element instanceof Class<?> type ? tests(type) : 1);
        return ConditionEvaluationResult.disabled("needs " + missing);
    }

    /** Counts the tests of a class; one with parameters counts as one. */
    static int tests(Class<?> type) {
        int tests = 0;
        for (Method method : findAnnotatedMethods(type, Testable.class, HierarchyTraversalMode.TOP_DOWN)) {
            tests += method.isBridge() ? 0 : 1;
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            tests += AnnotationSupport.isAnnotated(nested, Nested.class) ? tests(nested) : 0;
        }
        return tests;
    }
}
