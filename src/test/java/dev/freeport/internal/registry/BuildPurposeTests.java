package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildPurposeTests {
    private static final long SELF = ProcessHandle.current().pid();
    private static final long PARENT =
            ProcessHandle.current().parent().orElseThrow().pid();
    private static final long NONE = Integer.MAX_VALUE;

    @Test
    void saysThisBuildInTheJvmOfMavenAndBelow() {
        String purpose = BuildPurpose.ofModule("shop", "http");

        assertThat(purpose).isEqualTo("a build (module shop, port name http)");
        assertThat(BuildPurpose.ofThisBuild(SELF, purpose)).contains("this build (module shop, port name http)");
        assertThat(BuildPurpose.ofThisBuild(PARENT, purpose)).contains("this build (module shop, port name http)");
    }

    @Test
    void saysNothingOfOtherBuildsAndPurposes() {
        assertThat(BuildPurpose.ofThisBuild(NONE, BuildPurpose.ofWholeBuild("http")))
                .isEmpty();
        assertThat(BuildPurpose.ofThisBuild(SELF, "field 'port' of com.acme.ShopTests"))
                .isEmpty();
    }

    @Test
    void leavesOutTheModuleOfAPortOfAll() {
        assertThat(BuildPurpose.ofWholeBuild("http")).isEqualTo("a build (port name http)");
    }
}
