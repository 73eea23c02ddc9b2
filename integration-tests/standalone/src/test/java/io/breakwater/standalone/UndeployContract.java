package io.breakwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.shop.RecordsServlet;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.ScriptedDownstream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing of ours keeps a stopped WAR of Spring Boot's in memory, as Tomcat's own manager has it. */
abstract class UndeployContract {
    /** Libraries that leave threads behind themselves, or take long to start and have no part in this. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "opentelemetry-.*|micrometer-(tracing|registry)-.*|prometheus-.*|spring-boot-micrometer-tracing.*"
                    + "|spring-security-.*|spring-boot-(starter-)?(security|actuator)-.*|spring-boot-actuator-.*");

    private static final String KEY = "leaks";
    private static final String MANAGER =
            "Basic " + Base64.getEncoder().encodeToString((KEY + ":" + KEY).getBytes(StandardCharsets.UTF_8));
    private static final int DEPLOYMENTS = 4;

    private final String version;
    private final Path war;

    UndeployContract(String version, String war) {
        this.version = version;
        this.war = Path.of("target/wars", war + ".war");
    }

    @Test
    void afterThreeRedeploymentsNoLoaderIsLeft() {
        Path file = War.built(war)
                .without(library -> LEFT_OUT.matcher(library).matches())
                .write(Directories.base(version + "-wars").resolve("shop.war"));
        try (ScriptedDownstream backend = ScriptedDownstream.start();
                Server server = new Tomcat(version, "undeploy")
                        .manager(KEY)
                        .app("records", War.of(RecordsServlet.class, RecordsServlet.class.getDeclaredClasses()))
                        // What only a soft reference holds, the JDK's caches for instance, is no leak.
                        .start("-Dorders=" + backend.uri(), "-XX:SoftRefLRUPolicyMSPerMB=0")) {
            backend.behave(Answer.ok("Moby-Dick"));
            for (int i = 0; i < DEPLOYMENTS; i++) {
                assertThat(manager(server, "deploy?path=/shop&war=" + file.toUri()))
                        .startsWith("OK - Deployed");
                // By Spring's factory for the JDK's client, with the time-out that the deadline gives it.
                assertThat(server.get("/shop/orders/7").body()).isEqualTo("Moby-Dick");
                assertThat(manager(server, "undeploy?path=/shop")).startsWith("OK - Undeployed");
            }
            assertThat(server.get("/records/").statusCode()).isEqualTo(200);

            assertThat(server.console()).contains("settings route=default");
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(manager(server, "findleaks?statusLine=true"))
                            .as("apps that were stopped and are still in memory")
                            .startsWith("OK - No memory leaks found"));
        }
    }

    private static String manager(Server server, String command) {
        HttpResponse<String> answer = server.get("/manager/text/" + command, "Authorization", MANAGER);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
