package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** An upload that is larger than the app allows is answered as without the filter. */
class MultipartLimitTest {

    private static final String BODY =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.txt\"\r\n\r\n" + "x".repeat(4_000)
                    + "\r\n--b--\r\n";

    static Stream<Class<?>> servers() {
        return ServersTest.servers();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void anUploadOverTheLimitIsAnsweredAsWithoutTheFilter(Class<?> server) {
        List<String> guarded = answers(server, true);

        assertThat(guarded).isEqualTo(answers(server, false));
    }

    private static List<String> answers(Class<?> server, boolean guarded) {
        try (Harbour harbour = Harbour.start(
                App.class,
                "spring.servlet.multipart.max-file-size=1KB",
                "spring.servlet.multipart.max-request-size=1KB",
                "breakwater.spring.enabled=" + guarded,
                "test.server=" + server.getName())) {
            return Stream.of("application/json", "text/html")
                    .map(accept -> answer(harbour, accept))
                    .toList();
        }
    }

    private static String answer(Harbour harbour, String accept) {
        HttpResponse<String> answer = harbour.sendAlone(HttpRequest.newBuilder(harbour.uri("/upload"))
                .header("Accept", accept)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(BODY)));
        String body =
                answer.body().replaceAll("127.0.0.1:\\d+|20\\d\\d-[^\"]+|(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^<]+", "…");
        return answer.statusCode() + " "
                + answer.headers().firstValue("Content-Type").orElse("") + " " + body;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Uploads.class)
    static class App {}

    @RestController
    static class Uploads {

        @PostMapping("/upload")
        String upload(@RequestParam MultipartFile file) {
            return "got " + file.getSize();
        }
    }
}
