package dev.freeport.junit;

import dev.freeport.NoFreePortException;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * Says of a declaration why it gets no port, where it stands, and what would be right. Becomes the exception that JUnit has
 * for the place. Whoever reads a stack trace reads the texts of all causes, so none repeats more than a line.
 */
final class RefusedDeclarationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedDeclarationException(String message) {
        super(message);
    }

    RefusedDeclarationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the error for a place that can be given no port. */
    static RefusedDeclarationException at(Place place, String why) {
        return new RefusedDeclarationException("No port for " + place + ": " + why);
    }

    /** Returns the error for a place for which there is none: in one line, for reports that show no causes. */
    static RefusedDeclarationException of(NoFreePortException why) {
        return new RefusedDeclarationException(
                String.valueOf(why.getMessage()).lines().findFirst().orElse(""), why);
    }

    ParameterResolutionException ofParameter() {
        return getCause() == null
                ? new ParameterResolutionException(text())
                : new ParameterResolutionException(text(), getCause());
    }

    ExtensionConfigurationException ofExtension() {
        return getCause() == null
                ? new ExtensionConfigurationException(text())
                : new ExtensionConfigurationException(text(), getCause());
    }

    private String text() {
        return String.valueOf(getMessage());
    }
}
