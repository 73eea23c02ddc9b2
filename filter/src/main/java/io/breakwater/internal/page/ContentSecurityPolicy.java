package io.breakwater.internal.page;

import static java.util.stream.Collectors.joining;

import io.breakwater.internal.page.InlineBlocks.Block;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Creates the policy (CSP Level 3) of a page from the page itself: it allows only the blocks in the page, by their hashes,
 * so that text that escaping has missed would not run.
 */
enum ContentSecurityPolicy {
    /** The policy of the built-in page, which loads nothing. */
    BUILT_IN("", "data:", "'none'"),
    /**
     * The policy of a user's template, which may load the site's own images, fonts and stylesheets, and submit forms to it.
     */
    OWN_TEMPLATE("'self' ", "'self' data:", "'self'");

    private final String styles;
    private final String images;
    private final String forms;

    ContentSecurityPolicy(String styles, String images, String forms) {
        this.styles = styles;
        this.images = images;
        this.forms = forms;
    }

    /**
     * Returns the policy of {@code html}, in which placeholders are still marks: a block with a value of a request never
     * gets a hash.
     */
    String of(String html) {
        List<Block> blocks = InlineBlocks.in(html);
        StringBuilder policy = new StringBuilder("default-src 'none'");
        append(policy, "style-src", styles + hashes(html, blocks, "style"));
        append(policy, "script-src", hashes(html, blocks, "script"));
        // The page checks whether the site responds again before it reloads.
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
