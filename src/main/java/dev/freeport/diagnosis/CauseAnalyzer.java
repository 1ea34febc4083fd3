package dev.freeport.diagnosis;

import dev.freeport.diagnosis.Probe.Result;
import dev.freeport.diagnosis.Probe.Sharing;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the cause by the table, else by binding the port; not by texts, which are in the user's language. */
final class CauseAnalyzer {
    private static final InetSocketAddress LOOPBACK_OF_IPV6 = new InetSocketAddress("::1", 0);

    private final DiagnosisState found;
    private final BindAttempt attempt;
    private final Probe probe;
    private final HostStack stack;

    CauseAnalyzer(DiagnosisState found, Probe probe, HostStack stack) {
        this.found = found;
        this.attempt = found.attempt;
        this.probe = probe;
        this.stack = stack;
    }

    /** Finds the cause, and notes the evidence. */
    Cause find() {
        List<SocketInfo> servers = servers();
        if (!servers.isEmpty()) {
            return listener(servers);
        }
        if (found.isHeldClosed()) {
            return Cause.CLOSED;
        }
        return switch (bind(Sharing.ADDRESS)) {
            case NO_SOCKET -> noSocket();
            case FAILS -> hasNoIpv6() ? noFamily() : denied("a bind fails, but not because the port is in use");
            case REFUSED -> refusal();
            case BINDS -> reluctance();
        };
    }

    private Result bind(Sharing sharing) {
        return probe.bind(attempt.protocol(), attempt.toBind(), sharing);
    }

    /** Returns the servers in the way; not one that turns out to be for IPv6 only where IPv4 is wanted. */
    private List<SocketInfo> servers() {
        boolean mayBeForIpv6Only = found.inTheWay.stream()
                .filter(SocketInfo::serves)
                .map(row -> AddressOverlap.of(row, attempt.address()))
                .allMatch(AddressOverlap.UNLESS_IPV6_ONLY::equals);
        if (mayBeForIpv6Only && !found.inTheWay.isEmpty() && bind(Sharing.ADDRESS) == Result.BINDS) {
            found.inTheWay.removeIf(SocketInfo::serves);
        }
        return found.inTheWay.stream().filter(SocketInfo::serves).toList();
    }

    private Cause listener(List<SocketInfo> servers) {
        if (attempt.outcome() == BindAttempt.Outcome.LISTEN_FAILED) {
            found.evidence.add(
                    "the bind succeeded and listen() failed, so the other server began to listen in between");
        }
        attempt.address()
                .ifPresent(wanted -> servers.stream()
                        .filter(row -> !row.local().getAddress().equals(wanted))
                        .findFirst()
                        .ifPresent(row -> found.evidence.add(
                                AddressText.of(row.local()) + " includes " + AddressText.of(attempt.toBind()))));
        if (attempt.failed() && bind(Sharing.ADDRESS) == Result.BINDS) {
            found.notes.add("A bind succeeds now: the port was released a moment ago. A retry would pass.");
        }
        boolean ours = servers.stream().allMatch(SocketInfo::isOfThisJvm);
        if (!ours && attempt.protocol() == Protocol.TCP && bind(Sharing.PORT) == Result.BINDS) {
            found.notes.add(
                    "It shares the port (SO_REUSEPORT): another server of the same user that sets the option can bind it"
                            + " too.");
        }
        found.notes.addAll(SharedClients.of(servers));
        return ours ? Cause.OWN_LISTENER : Cause.LISTENER;
    }

    /** No server can be bound to the port. */
    private Cause refusal() {
        if (hasNoIpv6()) {
            return noFamily();
        }
        if (isNoAddressOfThisHost()) {
            found.evidence.add("a bind of the address to any other port is refused too");
            return Cause.NOT_LOCAL;
        }
        boolean low = needsPrivileges();
        boolean mayBeDenied = low || found.inTheWay.isEmpty() && attempt.protocol() == Protocol.TCP;
        Optional<UnbindableRange> excluded = UnbindableRange.around(attempt.protocol(), attempt.port(), stack);
        if (mayBeDenied && probe.isDenied(attempt.port())) {
            String error = "a bind is answered with \"permission denied\"";
            if (excluded.isPresent()) {
                found.denied = true;
                found.evidence.add(error);
                return excluded(excluded.get());
            }
            if (low) {
                found.denied = true;
                found.evidence.add(error + ", and ports below " + stack.privilegedLimit() + " need privileges here");
                return Cause.PRIVILEGED;
            }
            if (stack.profile() != StackProfile.WINDOWS) {
                return denied(
                        error + ", although ports from " + stack.privilegedLimit() + " on need no privileges here");
            }
            found.evidence.add(error + ", as when a socket uses the port exclusively; no excluded range is known");
        }
        if (found.addBound()) {
            found.evidence.add("a bind is refused, and the system lists a socket that is bound and does not listen");
            return found.boundByHolder() ? Cause.RESERVED : Cause.BOUND_ONLY;
        }
        if (!found.inTheWay.isEmpty()) {
            found.evidence.add(
                    "a bind is refused, even with SO_REUSEADDR, and no other socket with the port is listed");
            return connection();
        }
        found.evidence.add("a bind is refused, and no socket with the port is listed");
        if (low) {
            return Cause.PRIVILEGED;
        }
        if (excluded.isPresent()) {
            return excluded(excluded.get());
        }
        return found.guarded ? Cause.OWN_GUARD : Cause.BOUND_ONLY;
    }

    /** A server that sets SO_REUSEADDR can be bound to the port, and perhaps no other. */
    private Cause reluctance() {
        found.bindable = true;
        if (found.reservedElsewhere()) {
            return found.reservedByThisBuild().isPresent() ? Cause.OWN_GUARD : Cause.RESERVED;
        }
        if (!found.guarded && bind(Sharing.NOTHING) == Result.BINDS) {
            return attempt.failed() ? Cause.GONE : Cause.NONE;
        }
        boolean bound = found.addBound();
        if (found.guarded && !bound) {
            return Cause.OWN_GUARD;
        }
        found.evidence.add("a bind with SO_REUSEADDR succeeds" + (found.guarded ? "" : ", one without is refused"));
        if (!bound && !found.inTheWay.isEmpty()) {
            return connection();
        }
        found.notes.add("A server that sets SO_REUSEADDR, as Java's do on Linux, can still bind the port."
                + (found.guarded
                        ? " The guard socket of this JVM's reservation keeps out every other server too."
                        : ""));
        return Cause.BOUND_ONLY;
    }

    private Cause connection() {
        if (found.inTheWay.stream().anyMatch(SocketInfo::owned)) {
            return Cause.CONNECTION;
        }
        found.inTheWay.stream()
                .flatMap(row -> row.endsIn().stream())
                .max(Duration::compareTo)
                .ifPresent(left -> found.evidence.add("the kernel drops it within " + (left.toSeconds() + 1) + " s"));
        return Cause.LINGERING;
    }

    private Cause noSocket() {
        if (probe.lacksDescriptors()) {
            found.evidence.add("neither a socket nor a file can be opened");
            return Cause.NO_DESCRIPTOR;
        }
        found.evidence.add("no socket can be opened");
        return Cause.UNKNOWN;
    }

    private Cause denied(String evidence) {
        found.denied = true;
        found.evidence.add(evidence);
        return Cause.DENIED;
    }

    private Cause noFamily() {
        found.evidence.add("a bind of [::1] to any port fails too");
        return Cause.NO_FAMILY;
    }

    private boolean hasNoIpv6() {
        return attempt.address().filter(Inet6Address.class::isInstance).isPresent()
                && probe.bind(attempt.protocol(), LOOPBACK_OF_IPV6, Sharing.ADDRESS) != Result.BINDS;
    }

    private boolean isNoAddressOfThisHost() {
        return attempt.address().isPresent()
                && probe.bind(attempt.protocol(), attempt.toBind(0), Sharing.ADDRESS) == Result.REFUSED;
    }

    /** macOS asks privileges for low ports of single addresses only: in_pcbbind in bsd/netinet/in_pcb.c of XNU. */
    private boolean needsPrivileges() {
        boolean forAll = attempt.address().map(InetAddress::isAnyLocalAddress).orElse(true);
        return attempt.port() < stack.privilegedLimit() && !(forAll && stack.profile() == StackProfile.MACOS);
    }

    private Cause excluded(UnbindableRange range) {
        found.evidence.add(range.evidence());
        found.notes.add(range.suspects(probe));
        return Cause.EXCLUDED;
    }
}
