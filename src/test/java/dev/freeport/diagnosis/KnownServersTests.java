package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.owner.OwnerProcess;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How to move a server, by the command line that it has when it runs. */
class KnownServersTests {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REDIS          | /usr/bin/redis-server 127.0.0.1:6379
            REDIS          | redis-server *:6379
            REDIS          | C:\\Program Files\\Redis\\redis-server.exe --port 6379
            NODE           | C:\\Program Files\\nodejs\\node.exe server.js
            POSTGRES       | /usr/lib/postgresql/15/bin/postgres -D /var/lib/postgresql/15/main
            MYSQL          | /usr/sbin/mariadbd --port=3306
            MONGO          | mongod --config /etc/mongod.conf
            NGINX          | nginx: master process /usr/sbin/nginx -g daemon on;
            APACHE         | /usr/sbin/apache2 -k start
            MEMCACHED      | /usr/bin/memcached -m 64 -p 11211
            MOSQUITTO      | mosquitto -c /etc/mosquitto.conf
            RABBIT         | /usr/lib/erlang/erts-13/bin/beam.smp -- -s rabbit boot
            PYTHON         | /usr/bin/python3.11 -m http.server 8000
            VITE           | node /shop/node_modules/.bin/vite --host
            WEBPACK        | node /shop/node_modules/.bin/webpack serve
            NEXT           | next-server (v14.1.0)
            NODE           | /usr/bin/node server.js
            ELASTICSEARCH  | org.elasticsearch.bootstrap.Elasticsearch: /usr/bin/java -Xms1g
            KAFKA          | kafka.Kafka: java -cp libs kafka.Kafka server.properties
            ZOOKEEPER      | org.apache.zookeeper.server.quorum.QuorumPeerMain: java zoo.cfg
            TOMCAT         | org.apache.catalina.startup.Bootstrap: java -cp tomcat.jar start
            JETTY          | start.jar: java -jar /opt/jetty/start.jar
            JENKINS        | jenkins.war: java -jar /usr/share/java/jenkins.war
            WIREMOCK       | wiremock-standalone-3.9.1.jar: java -jar wiremock-standalone-3.9.1.jar
            H2             | org.h2.tools.Server: java -cp h2.jar org.h2.tools.Server -tcp
            SPRING_BOOT    | org.springframework.boot.loader.launch.JarLauncher: java -cp .
            SPRING_BOOT    | shop.jar: java -Dspring.profiles.active=dev -jar shop.jar
            """)
    void isToldByItsCommand(KnownServers server, String command) {
        assertThat(KnownServers.move(owner(command))).hasValue(server.move());
    }

    @ParameterizedTest
    @EnumSource
    void everyOneSaysHow(KnownServers server) {
        assertThat(server.move()).isNotBlank();
    }

    @Test
    void ofOthersNothingIsSaid() {
        assertThat(KnownServers.move(owner("java -jar shop.jar"))).isEmpty();
        assertThat(KnownServers.move(owner("/home/redis-server/shop --nodes 3")))
                .isEmpty();
    }

    private static OwnerProcess owner(String command) {
        return new ProcessDetails(4711, command, "build", Optional.empty());
    }
}
