package io.breakwater.internal.page;

import static java.util.stream.Collectors.joining;

import io.breakwater.internal.page.InlineBlocks.Block;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Makes the policy (CSP Level 3) for a page from the page itself: nothing runs but the blocks that are in it, each known by
 * its hash. So even text that slipped through the escaping would not run.
 */
enum ContentSecurityPolicy {
    /** The built-in page needs nothing from anywhere. */
    BUILT_IN("", "data:", "'none'"),
    /** A user's template may show the site's own images, fonts and stylesheets, and send its own forms. */
    OWN_TEMPLATE("'self' ", "'self' data:", "'self'");

    private final String styles;
    private final String images;
    private final String forms;

    ContentSecurityPolicy(String styles, String images, String forms) {
        this.styles = styles;
        this.images = images;
        this.forms = forms;
    }

    /** The policy for {@code html}, whose gaps are still marked: what differs by request is never vouched for. */
    String of(String html) {
        List<Block> blocks = InlineBlocks.in(html);
        StringBuilder policy = new StringBuilder("default-src 'none'");
        append(policy, "style-src", styles + hashes(html, blocks, "style"));
        append(policy, "script-src", hashes(html, blocks, "script"));
        // To ask whether the page is back, before it is loaded again.
        append(policy, "connect-src", "'self'");
        append(policy, "img-src", images);
        append(policy, "font-src", styles);
        append(policy, "base-uri", "'none'");
        append(policy, "form-action", forms);
        append(policy, "frame-ancestors", "'self'");
        return policy.toString();
    }

    private static void append(StringBuilder policy, String directive, String sources) {
        if (!sources.isBlank()) {
            policy.append("; ").append(directive).append(' ').append(sources.strip());
        }
    }

    private static String hashes(String html, List<Block> blocks, String element) {
        return blocks.stream()
                .filter(block -> block.element().equals(element))
                .map(block -> html.substring(block.start(), block.end()))
                .filter(content -> !content.isEmpty() && PrecompiledPage.firstMark(content) < 0)
                .map(ContentSecurityPolicy::hash)
                .distinct()
                .collect(joining(" "));
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
