package dev.freeport.internal.process;

import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.OwnerProcess.Ancestor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes a process of Linux; what cannot be read is unknown. */
public final class ProcFacts {
    private final ProcProcess process;
    private final List<String> words;
    private final List<ProcProcess> ancestors;

    private ProcFacts(ProcProcess process) {
        this.process = process;
        this.words = process.words();
        this.ancestors = process.ancestors();
    }

    public static OwnerProcess of(Path proc, long pid) {
        return new ProcFacts(new ProcProcess(proc, pid)).toOwner();
    }

    private OwnerProcess toOwner() {
        Optional<ProcessHandle.Info> info = ProcessHandle.of(process.pid()).map(ProcessHandle::info);
        List<Ancestor> above = new ArrayList<>();
        for (ProcProcess ancestor : ancestors) {
            above.add(new Ancestor(ancestor.pid(), KnownPrograms.shortName(ancestor.words(), ancestor.name())));
        }
        Optional<ProcStat> stat = process.stat();
        Optional<String> terminal = stat.flatMap(ProcStat::terminalName);
        OwnerKind kind = kind(stat.filter(ProcStat::leadsTerminal).isPresent());
        return new ProcessDetails(
                process.pid(),
                words.isEmpty() ? "[" + process.name() + "]" : CommandLine.render(words),
                user(info),
                info.flatMap(StartTime::of),
                kind,
                process.directory(),
                List.copyOf(above),
                Cgroup.of(process.cgroup()).map(Cgroup::text).map(CommandLine::name),
                DockerProxy.target(words).map(CommandLine::name),
                terminal,
                new HowToStop(process, words, ancestors, self(), kind, terminal).find());
    }

    private String user(Optional<ProcessHandle.Info> info) {
        return info.filter(found -> process.isOfUser())
                .flatMap(ProcessHandle.Info::user)
                .orElse(ProcessDetails.UNKNOWN_USER);
    }

    private OwnerKind kind(boolean leadsTerminal) {
        if (ancestors.contains(self())) {
            return OwnerKind.CHILD;
        }
        if (!KnownPrograms.isTestRunner(words)) {
            OwnerKind known = KnownPrograms.kind(words);
            boolean isSession = known == OwnerKind.OTHER && (leadsTerminal || process.servesTerminal());
            return isSession ? OwnerKind.SESSION : known;
        }
        if (isLeftOver()) {
            return OwnerKind.LEFTOVER_FORK;
        }
        return isSibling() ? OwnerKind.SIBLING_FORK : OwnerKind.OTHER;
    }

    private ProcProcess self() {
        return process.other(ProcessIdentity.current().pid());
    }

    /** Nothing above it could have started tests: not the parent, and not what started a shell that is the parent. */
    private boolean isLeftOver() {
        return !ancestors.isEmpty()
                && ancestors.get(ancestors.size() - 1).isFirst()
                && ancestors.stream().noneMatch(ancestor -> KnownPrograms.startsTests(ancestor.words()));
    }

    /** The nearest process above both is a build tool or an IDE, and not, say, the shell of a user who runs two builds. */
    private boolean isSibling() {
        List<ProcProcess> aboveSelf = self().ancestors();
        for (ProcProcess ancestor : ancestors) {
            if (aboveSelf.contains(ancestor)) {
                return KnownPrograms.startsTests(ancestor.words());
            }
        }
        return false;
    }
}
