package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Parameter;
import org.junit.jupiter.api.Test;

class DeclarationSiteTests {
    @Test
    void countParametersOfClassesCompiledWithoutNames() throws NoSuchMethodException {
        // The JDK is such a one.
        Parameter[] parameters =
                String.class.getMethod("startsWith", String.class, int.class).getParameters();

        assertThat(DeclarationSite.of(parameters[0]))
                .hasToString("parameter 1 of java.lang.String.startsWith(String, int)");
        assertThat(DeclarationSite.of(parameters[1]))
                .hasToString("parameter 2 of java.lang.String.startsWith(String, int)");
    }
}
