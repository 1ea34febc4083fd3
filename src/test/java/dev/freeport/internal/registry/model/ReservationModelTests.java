package dev.freeport.internal.registry.model;

import static dev.freeport.internal.registry.model.VerdictTable.ALL;
import static dev.freeport.internal.registry.model.VerdictTable.FILES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.registry.model.Protocol.Change;
import dev.freeport.internal.registry.model.Protocol.Guard;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Never do two living processes use one port, whatever the order of their steps and whatever befalls them. */
class ReservationModelTests {
    private static final Protocol LEDGER = Protocol.of(Guard.LEDGER);

    @Test
    void guardsHoldAgainstWhatTheyAreFor() {
        assertThat(VerdictTable.render()).isEqualTo("""
                                                   none   lock   ledger  kernel  lock+look  ledger+look  lock+ledger  files  all
                nothing happens                    -      holds  holds   holds   holds      holds        holds        holds  holds
                process killed                     -      holds  holds   holds   holds      holds        holds        holds  holds
                + lock file closed in its holder   -      -      holds   holds   -          holds        holds        holds  holds
                + lock file deleted                -      -      holds   holds   -          holds        holds        holds  holds
                + ledger deleted                   -      holds  -       holds   holds      -            holds        holds  holds
                + ledger cut off                   -      holds  -       holds   holds      -            holds        holds  holds
                + both deleted while idle          -      -      -       holds   holds      holds        -            holds  holds
                + the same, and lock file closed   -      -      -       holds   -          holds        -            holds  holds
                + both deleted, each once noticed  -      -      -       holds   -          -            -            holds  holds
                + both deleted                     -      -      -       holds   -          -            -            -      holds
                """);
    }

    @Test
    void guardsHoldAgainstAllHarmsAtOnceInManyStates() {
        Verdict verdict = Exploration.ofSafety(ALL, VerdictTable.DOES_IT_ALL, 2);

        assertThat(verdict).hasToString("holds");
        assertThat(verdict.states()).isGreaterThan(100_000);
    }

    @Test
    void guardsHoldAmongThreeProcesses() {
        for (Adversary adversary : List.of(
                VerdictTable.KILLS,
                VerdictTable.CLOSES,
                VerdictTable.DELETES_LOCK_FILE,
                VerdictTable.DELETES_LEDGER,
                VerdictTable.CUTS_LEDGER)) {
            Verdict verdict = Exploration.ofSafety(FILES, adversary, 3);

            assertThat(verdict).as(adversary.name()).hasToString("holds");
            assertThat(verdict.states()).as(adversary.name()).isGreaterThan(1_000);
        }
    }

    @Test
    void whatWentWrongIsToldStepByStep() {
        assertThat(Exploration.ofSafety(Protocol.of(Guard.LOCK), VerdictTable.CLOSES, 2))
                .hasToString("""
                        1: A starts
                        2: A opens lock file 0
                        3: A opens ledger 0
                        4: A closes what it had open before
                        5: A claims the port
                        6: A locks the byte of lock file 0
                        7: A opens and closes lock file 0 once more
                        8: B starts
                        9: B opens lock file 0
                        10: B opens ledger 0
                        11: B closes what it had open before
                        12: B claims the port
                        13: B locks the byte of lock file 0
                        A and B use the port""");
    }

    /** Whoever is alone with a port that nobody uses gets it. */
    @Nested
    class Progress {
        @Test
        void isMadeAfterAKillAtAnyStep() {
            for (Protocol protocol : List.of(Protocol.of(Guard.LOCK), LEDGER, Protocol.of(Guard.KERNEL), FILES, ALL)) {
                assertThat(Exploration.ofProgress(protocol, VerdictTable.KILLS, 3))
                        .hasToString("holds");
            }
        }

        @Test
        void isMadeAfterHarmToTheLockFileOrTheWords() {
            for (Adversary adversary : List.of(
                    VerdictTable.CLOSES,
                    VerdictTable.DELETES_LOCK_FILE,
                    VerdictTable.CUTS_LEDGER,
                    VerdictTable.TIDIES_AND_CLOSES)) {
                assertThat(Exploration.ofProgress(ALL, adversary, 2))
                        .as(adversary.name())
                        .hasToString("holds");
            }
        }
    }

    /** The model is worth nothing if it does not find what is known to be wrong. */
    @Nested
    class FindsMistake {
        @Test
        void toLookAtTheFilesTooEarly() {
            assertThat(Exploration.ofSafety(FILES, VerdictTable.TIDIES, 2)).hasToString("holds");
            assertThat(Exploration.ofSafety(FILES.but(Change.LOOKS_BEFORE_ALL), VerdictTable.TIDIES, 2)
                            .summary())
                    .isEqualTo("A and B use the port, after 26 steps");
            assertThat(Exploration.ofSafety(FILES, VerdictTable.TIDIES_AND_CLOSES, 2))
                    .hasToString("holds");
            assertThat(Exploration.ofSafety(FILES.but(Change.LOOKS_BEFORE_LEDGER), VerdictTable.TIDIES_AND_CLOSES, 2)
                            .summary())
                    .isEqualTo("A and B use the port, after 26 steps");
        }

        @Test
        void toReadAndWriteAWordThatIsNotLocked() {
            assertThat(Exploration.ofSafety(LEDGER.but(Change.DOES_NOT_LOCK_THE_WORD), VerdictTable.NONE, 2)
                            .summary())
                    .isEqualTo("A and B use the port, after 14 steps");
        }

        @Test
        void toUndoWhatOneDidNotDo() {
            assertThat(Exploration.ofSafety(LEDGER.but(Change.CLEARS_WORDS_OF_OTHERS), VerdictTable.NONE, 2)
                            .summary())
                    .isEqualTo("A and B use the port, after 22 steps");
        }

        @Test
        void toForgetInNewFilesWhatWasHeldInTheOldOnes() {
            assertThat(Exploration.ofSafety(FILES, VerdictTable.DELETES_SLOWLY, 2))
                    .hasToString("holds");
            assertThat(Exploration.ofSafety(FILES.but(Change.DOES_NOT_LOCK_AGAIN), VerdictTable.DELETES_SLOWLY, 2)
                            .summary())
                    .isEqualTo("A and B use the port, after 30 steps");
            assertThat(Exploration.ofSafety(FILES.but(Change.DOES_NOT_ENTER_AGAIN), VerdictTable.DELETES_SLOWLY, 2)
                            .summary())
                    .isEqualTo("A and B use the port, after 30 steps");
        }

        /** It costs no port, but others are refused who were first. */
        @Test
        void toReleaseInAnotherOrderThanInReverse() {
            assertThat(Exploration.ofOrder(ALL, VerdictTable.KILLS, 3)).hasToString("holds");
            assertThat(Exploration.ofOrder(ALL.but(Change.RELEASES_LOCK_FIRST), VerdictTable.NONE, 2)
                            .summary())
                    .isEqualTo("B was first and is refused, after 22 steps");
        }

        @Test
        void toTakeTheDeadForLiving() {
            assertThat(Exploration.ofProgress(LEDGER.but(Change.TAKES_THE_DEAD_FOR_LIVING), VerdictTable.KILLS, 2)
                            .summary())
                    .isEqualTo("B never gets the port, though nobody has it, after 9 steps");
        }

        /** The word that a process left in a deleted ledger would keep out those who still have that ledger open. */
        @Test
        void toLookAtTheFilesOnlyWhenAllIsGranted() {
            assertThat(Exploration.ofProgress(ALL, VerdictTable.DELETES_BOTH, 2))
                    .hasToString("holds");
            assertThat(Exploration.ofProgress(ALL.but(Change.LOOKS_WHEN_GRANTED_ONLY), VerdictTable.DELETES_LEDGER, 2)
                            .summary())
                    .isEqualTo("B never gets the port, though nobody has it, after 29 steps");
        }

        /** Somebody who only looks at the port at that moment has the byte. */
        @Test
        void toLoseALockToAPasserBy() {
            assertThat(Exploration.ofSafety(
                                    FILES.but(Change.LOCKS_AGAIN_WITHOUT_WAITING), VerdictTable.DELETES_SLOWLY, 2)
                            .summary())
                    .isEqualTo("A and B use the port, after 40 steps");
        }

        /** The next process has locked the port in the kernel, and finds it bound. */
        @Test
        void toUnlockThePortInTheKernelBeforeItsGuardSocketIsClosed() {
            Protocol guarded = Protocol.of(Guard.KERNEL, Guard.SOCKET);

            assertThat(Exploration.ofOrder(guarded, VerdictTable.KILLS, 3)).hasToString("holds");
            assertThat(Exploration.ofOrder(guarded.but(Change.UNLOCKS_IN_KERNEL_FIRST), VerdictTable.NONE, 2)
                            .summary())
                    .isEqualTo("B was first and is refused, after 9 steps");
        }
    }

    /** What was a mistake before the kernel locked ports, and is one where the kernel lock is off. */
    @Nested
    class TheKernelLockForgives {
        /** Beside lingering connections a guard socket does not meet those of others, and no socket table shows them. */
        @Test
        void toBindBesidesTheGuardSocketsOfOthers() {
            for (Adversary adversary : VerdictTable.ADVERSARIES) {
                assertThat(Exploration.ofSafety(
                                VerdictTable.INSIDE.but(Change.BINDS_BESIDES_OTHER_GUARDS), adversary, 2))
                        .as(adversary.name())
                        .hasToString("holds");
            }
            Protocol unlocked = Protocol.of(Guard.LOCK, Guard.LEDGER, Guard.LOOK, Guard.SOCKET)
                    .but(Change.BINDS_BESIDES_OTHER_GUARDS);
            assertThat(Exploration.ofSafety(unlocked, VerdictTable.DELETES_BOTH, 2)
                            .summary())
                    .isEqualTo("A and B use the port, after 28 steps");
        }

        @Test
        void toReadAndWriteAWordThatIsNotLocked() {
            for (Adversary adversary : VerdictTable.ADVERSARIES) {
                assertThat(Exploration.ofSafety(ALL.but(Change.DOES_NOT_LOCK_THE_WORD), adversary, 2))
                        .as(adversary.name())
                        .hasToString("holds");
            }
            assertThat(Exploration.ofSafety(FILES.but(Change.DOES_NOT_LOCK_THE_WORD), VerdictTable.CLOSES, 2)
                            .summary())
                    .isEqualTo("A and B use the port, after 21 steps");
        }
    }
}
