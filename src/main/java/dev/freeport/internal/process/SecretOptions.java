package dev.freeport.internal.process;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows the short options of programs that take a password, while it reads the arguments of a command one by one. */
final class SecretOptions {
    /**
     * Programs, and the options before a password, in the same argument or the next one. An equals sign stands behind those
     * that have it in the same one only, and a subcommand and a slash before those that follow it.
     */
    private static final Map<String, List<String>> OPTIONS = table(
            "mysql mariadb 7z 7za",
            "-p=",
            "sshpass mongo mongosh mongodump mongorestore mongoexport mongoimport cqlsh rabbitmqadmin rdesktop psexec"
                    + " useradd usermod ncftp",
            "-p",
            "docker podman nerdctl buildah skopeo helm oras crane regctl az oc cf",
            "login/-p",
            "twine",
            "upload/-p",
            "influx",
            "-p -t",
            "redis-cli redis-benchmark valkey-cli http https",
            "-a",
            "sqlcmd bcp isql tsql osql mosquitto_pub mosquitto_sub ipmitool zip unzip",
            "-P",
            "ldapsearch ldapmodify ldapadd ldapdelete ldapwhoami",
            "-w",
            "ldappasswd",
            "-w -s -a",
            "snmpget snmpwalk",
            "-A -X -c",
            "openssl",
            "-k -K",
            "curl",
            "-u=",
            "ab",
            "-A -P",
            "xfreerdp",
            "/p:=");

    private static final int LONGEST_SUBCOMMAND = 16;

    private final Set<String> subcommands = new HashSet<>();
    private List<String> options = List.of();

    private static Map<String, List<String>> table(String... programsAndOptions) {
        Map<String, List<String>> table = new HashMap<>();
        for (int i = 0; i < programsAndOptions.length; i += 2) {
            for (String program : programsAndOptions[i].split(" ")) {
                table.put(program, List.of(programsAndOptions[i + 1].split(" ")));
            }
        }
        return table;
    }

    void take(String name, String argument) {
        options = OPTIONS.getOrDefault(name.replaceFirst("^(mysql|mariadb).*", "$1"), options);
        if (argument.length() <= LONGEST_SUBCOMMAND && !argument.startsWith("-")) {
            subcommands.add(argument);
        }
    }

    /** Returns the argument without its secret; the argument itself if it has none. */
    String hide(String before, String argument) {
        for (String entry : options) {
            int slash = entry.indexOf('/', 1);
            if (slash < 0 || subcommands.contains(entry.substring(0, slash))) {
                boolean same = entry.endsWith("=");
                String option = entry.substring(slash + 1, same ? entry.length() - 1 : entry.length());
                if (argument.startsWith(option) && argument.length() > option.length()) {
                    String value = argument.substring(option.length());
                    return option + (option.equals("-u") ? Secrets.hideUser(value) : Secrets.HIDDEN);
                }
                if (!same && before.equals(option)) {
                    return Secrets.HIDDEN;
                }
            }
        }
        return argument;
    }
}
