package dev.freeport.cli;

import dev.freeport.stack.PortRange;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

final class PortArgument implements ITypeConverter<Integer> {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    @Override
    public Integer convert(String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' must be a port between 1 and 65535");
        }
        try {
            return PortRange.requirePort(Integer.parseInt(text));
        } catch (IllegalArgumentException outside) {
            throw new TypeConversionException(outside.getMessage());
        }
    }
}
