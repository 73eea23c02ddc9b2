package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.page.PageFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentSecurityPolicyTest {

    private static final Pattern BLOCK = Pattern.compile("<(style|script)[^>]*>(.*?)</", Pattern.DOTALL);

    @Test
    void thePolicyOfTheBuiltInPageAllowsItsOwnTwoBlocksAndNothingElse() throws Exception {
        ErrorResponse response = Pages.errorPages(true)
                .response(AModel.of(Fault.DNS_ERROR).path("/<script>x</script>").build(), PageFormat.HTML);

        List<String> hashes = hashes(Pages.body(response));
        assertThat(hashes).hasSize(2);
        assertThat(Pages.header(response, "Content-Security-Policy"))
                .hasValue(
                        "default-src 'none'; style-src " + hashes.get(0) + "; script-src " + hashes.get(1)
                                + "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
    }

    @Test
    void theBlocksOfAnOwnTemplateRunAsABrowserReadsThem(@TempDir Path dir) throws Exception {
        Path template = Files.writeString(
                dir.resolve("page.mustache"),
                """
                \uFEFF<title>{{title}}</title>
                <STYLE media="all">
                a { color: {{accent}} }
                </STYLE>
                <!-- <script>unused</script> -->
                {{#tryAgain}}<script type='module'>one('ü')</script>{{/tryAgain}}
                <script>two()</script><script></script><img src="/logo.svg">
                """
                        .replace("\n", "\r\n"));
        ErrorPages errorPages = ErrorPages.of(Pages.template(template.toString()), "X-Request-ID");

        ErrorResponse get = errorPages.response(AModel.of(Fault.DNS_ERROR).build(), PageFormat.HTML);
        ErrorResponse post =
                errorPages.response(AModel.of(Fault.DNS_ERROR).method("POST").build(), PageFormat.HTML);

        assertThat(Pages.body(get)).contains("color: #aa3355").doesNotContain("\r", "\uFEFF");
        assertThat(Pages.header(get, "Content-Security-Policy").orElseThrow())
                .contains(hash("one('ü')"), hash("two()"), hash("\na { color: #aa3355 }\n"))
                .contains("style-src 'self' 'sha256-", "img-src 'self' data:")
                .doesNotContain(hash("unused"), hash(""), "script-src 'self'");
        assertThat(Pages.header(post, "Content-Security-Policy").orElseThrow())
                .contains(hash("two()"))
                .doesNotContain(hash("one('ü')"));
    }

    private static List<String> hashes(String html) throws Exception {
        List<String> hashes = new ArrayList<>();
        Matcher block = BLOCK.matcher(html);
        while (block.find()) {
            hashes.add(hash(block.group(2)));
        }
        return hashes;
    }

    private static String hash(String content) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
