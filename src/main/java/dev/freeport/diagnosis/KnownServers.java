package dev.freeport.diagnosis;

import dev.freeport.owner.OwnerProcess;
import java.util.Optional;
import java.util.regex.Pattern;

/** Servers that developers often run, and how to give each another port. The first one that matches counts. */
enum KnownServers {
    REDIS("(?:^|/)(?:redis|valkey|keydb)-server(?: |$)", "--port, or port in redis.conf"),
    POSTGRES("(?:^|/)postgres\\b", "-p, or port in postgresql.conf"),
    MYSQL("(?:^|/)(?:mysqld|mariadbd)\\b", "--port, or port in my.cnf"),
    MONGO("(?:^|/)mongo[ds]\\b", "--port, or net.port in mongod.conf"),
    NGINX("^nginx: |(?:^|/)nginx\\b", "listen in nginx.conf"),
    APACHE("(?:^|/)(?:apache2|httpd)\\b", "Listen in ports.conf or httpd.conf"),
    MEMCACHED("(?:^|/)memcached\\b", "-p"),
    MOSQUITTO("(?:^|/)mosquitto\\b", "-p, or listener in mosquitto.conf"),
    RABBIT("\\brabbit\\b", "listeners.tcp.default in rabbitmq.conf"),
    PYTHON("(?:^|/)python[0-9.]* -m http\\.server\\b", "the number behind http.server"),
    VITE("\\bvite\\b", "--port, or server.port in vite.config"),
    WEBPACK("\\bwebpack(?:-dev-server| serve)\\b", "--port"),
    NEXT("\\bnext(?: |-)(?:dev|start|server)\\b", "-p, or the environment variable PORT"),
    NODE("(?:^|/)node\\b", "often the environment variable PORT"),
    ELASTICSEARCH(
            "^org\\.elasticsearch\\.|\\borg\\.elasticsearch\\.(?:bootstrap|server)\\b",
            "http.port in elasticsearch.yml"),
    KAFKA("^kafka\\.Kafka\\b", "listeners in server.properties"),
    ZOOKEEPER("^org\\.apache\\.zookeeper\\.server\\.", "clientPort in zoo.cfg"),
    TOMCAT("^org\\.apache\\.catalina\\.startup\\.Bootstrap\\b", "port of the Connector in server.xml"),
    JETTY("^start\\.jar: .*jetty", "jetty.http.port"),
    JENKINS("^jenkins\\.war\\b", "--httpPort"),
    WIREMOCK("^wiremock[^ ]*\\.jar\\b", "--port"),
    H2("^org\\.h2\\.tools\\.", "-tcpPort, -webPort or -pgPort"),
    SPRING_BOOT(
            "^org\\.springframework\\.boot\\.loader\\.|\\bspring\\.profiles\\.active\\b|-Dspring\\.", "--server.port");

    private final Pattern command;
    private final String how;

    KnownServers(String command, String how) {
        this.command = Pattern.compile(command);
        this.how = how;
    }

    String move() {
        return how;
    }

    /** Returns how a process is given another port, if that is known. */
    static Optional<String> move(OwnerProcess owner) {
        // as Unix would have it: C:\Redis\redis-server.exe
        String command = owner.command().replace('\\', '/').replaceAll("(?<=[a-z0-9])\\.exe(?= |$)", "");
        for (KnownServers server : values()) {
            if (server.command.matcher(command).find()) {
                return Optional.of(server.how);
            }
        }
        return Optional.empty();
    }
}
