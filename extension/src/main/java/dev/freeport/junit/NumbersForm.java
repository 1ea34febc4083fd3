package dev.freeport.junit;

import java.util.List;

/** Several ports as {@code int[]} or {@code List<Integer>}. */
final class NumbersForm implements PortForm {
    private final boolean array;

    NumbersForm(boolean array) {
        this.array = array;
    }

    @Override
    public boolean isOfSeveral() {
        return true;
    }

    @Override
    public Object of(HeldPorts ports, Place place) {
        List<Integer> numbers = ports.ports();
        return array ? numbers.stream().mapToInt(Integer::intValue).toArray() : numbers;
    }
}
