package dev.freeport.cli;

import dev.freeport.stack.Protocol;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a protocol. */
final class ProtocolArgument implements ITypeConverter<Protocol> {
    @Override
    public Protocol convert(String text) {
        for (Protocol protocol : Protocol.values()) {
            if (protocol.name().equalsIgnoreCase(text.strip())) {
                return protocol;
            }
        }
        throw new TypeConversionException("'" + text + "' must be tcp or udp");
    }
}
