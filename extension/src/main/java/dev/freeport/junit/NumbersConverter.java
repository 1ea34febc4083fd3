package dev.freeport.junit;

import java.util.List;

/** Several ports as {@code int[]} or {@code List<Integer>}. */
final class NumbersConverter implements PortConverter {
    private final boolean array;

    NumbersConverter(boolean array) {
        this.array = array;
    }

    @Override
    public boolean isOfSeveral() {
        return true;
    }

    @Override
    public Object of(DeclaredPorts ports, DeclarationSite place) {
        List<Integer> numbers = ports.ports();
        return array ? numbers.stream().mapToInt(Integer::intValue).toArray() : numbers;
    }
}
