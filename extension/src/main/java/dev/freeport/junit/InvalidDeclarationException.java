package dev.freeport.junit;

import dev.freeport.NoFreePortException;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * Says why a declaration gets no port, where it stands, and what would be right. Becomes JUnit's exception for a parameter,
 * field or extension. A stack trace shows the texts of all causes, so none repeats more than a line.
 */
final class InvalidDeclarationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidDeclarationException(String message) {
        super(message);
    }

    InvalidDeclarationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the error for a site that gets no port. */
    static InvalidDeclarationException at(DeclarationSite site, String why) {
        return new InvalidDeclarationException("No port for " + site + ": " + why);
    }

    /** Returns the error for a site where an argument or a setting is not valid. */
    static InvalidDeclarationException at(DeclarationSite site, IllegalArgumentException why) {
        return at(site, String.valueOf(why.getMessage()));
    }

    /** Returns the error for a site when no port is free: in one line, for reports that show no causes. */
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
