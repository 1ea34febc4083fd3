package dev.freeport.junit;

import dev.freeport.NoFreePortException;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * Says of a declaration why it gets no port, where it stands, and what would be right. Becomes the exception that JUnit has
 * for the place. Whoever reads a stack trace reads the texts of all causes, so none repeats more than a line.
 */
final class InvalidDeclarationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidDeclarationException(String message) {
        super(message);
    }

    InvalidDeclarationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the error for a place that can be given no port. */
    static InvalidDeclarationException at(DeclarationSite place, String why) {
        return new InvalidDeclarationException("No port for " + place + ": " + why);
    }

    /** Returns the error for a place for which there is none: in one line, for reports that show no causes. */
    static InvalidDeclarationException of(NoFreePortException why) {
        return new InvalidDeclarationException(
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
