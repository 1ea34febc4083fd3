package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Parameter;
import org.junit.jupiter.api.Test;

class PlacesTests {
    @Test
    void countParametersOfClassesCompiledWithoutNames() throws NoSuchMethodException {
        // The JDK is such a one.
        Parameter[] parameters =
                String.class.getMethod("startsWith", String.class, int.class).getParameters();

        assertThat(Places.describe(parameters[0])).isEqualTo("parameter 1 of java.lang.String.startsWith(String, int)");
        assertThat(Places.describe(parameters[1])).isEqualTo("parameter 2 of java.lang.String.startsWith(String, int)");
    }
}
