package dev.freeport.cli;

import dev.freeport.stack.PortRange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port. */
final class PortArgument implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        try {
            return PortRange.requirePort(Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
            throw new TypeConversionException("'" + text + "' must be a port, 1 to 65535");
        } catch (IllegalArgumentException outside) {
            throw new TypeConversionException(outside.getMessage());
        }
    }
}
