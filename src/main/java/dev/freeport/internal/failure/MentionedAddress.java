package dev.freeport.internal.failure;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port in the text of a failure, and the address before it; empty for all of this host, or if none is named. */
record MentionedAddress(int port, Optional<InetAddress> address) {
    /**
     * {@code /127.0.0.1:8080}, {@code [::]:8080}, {@code Port 8080 is}, {@code Port(s) already bound: 8080},
     * {@code Port [8080] is}; but not the line of {@code ShopTests.java:1234}, nor the time {@code 12:30}.
     */
    private static final Pattern PORT = Pattern.compile("(?i)(?:(?<![0-9.])(?<four>[0-9]{1,3}(?:[.][0-9]{1,3}){3}):"
            + "|\\[(?<six>[0-9a-f:]{0,45}:[0-9a-f:.]{0,45})]:"
            + "|\\bports?(?:\\(s\\))?(?: number)?(?: already (?:bound|in use))?[ =:,\\[\"'(]{1,4})(?<port>[0-9]{1,5})(?![0-9]|[.][0-9])"
            + "|(?<![.](?:java|kt|groovy|scala)):(?<bare>[0-9]{4,5})(?![0-9]|[.][0-9])");

    static List<MentionedAddress> of(Iterable<Throwable> chain) {
        Map<Integer, MentionedAddress> found = new LinkedHashMap<>();
        for (Throwable failure : chain) {
            Matcher matcher = PORT.matcher(BindFailureKinds.message(failure));
            while (matcher.find()) {
                String number = matcher.group("port");
                int port = Integer.parseInt(number == null ? matcher.group("bare") : number);
                if (port >= 1 && port <= 65535) {
                    found.merge(port, new MentionedAddress(port, address(matcher)), MentionedAddress::moreSpecific);
                }
            }
        }
        List<MentionedAddress> sorted = new ArrayList<>();
        new TreeSet<>(found.keySet()).forEach(port -> sorted.add(found.get(port)));
        return sorted;
    }

    /** Returns the attempt to bind the address, which must be known. */
    BindAttempt toAttempt(Protocol protocol) {
        return BindAttempt.of(protocol, new InetSocketAddress(address.orElseThrow(), port));
    }

    private static MentionedAddress moreSpecific(MentionedAddress first, MentionedAddress second) {
        return first.address.isPresent() ? first : second;
    }

    /** Only numbers are understood, as a name would be looked up; the wildcard address says no more than the port. */
    private static Optional<InetAddress> address(Matcher matcher) {
        String literal = matcher.group("four") == null ? matcher.group("six") : matcher.group("four");
        try {
            return Optional.ofNullable(literal == null ? null : InetAddress.getByName(literal))
                    .filter(known -> !known.isAnyLocalAddress());
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
