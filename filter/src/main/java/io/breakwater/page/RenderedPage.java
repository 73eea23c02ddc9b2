package io.breakwater.page;

import java.util.Objects;
import java.util.Optional;

/**
 * The body of a page.
 *
 * @param contentType the media type, with charset for text
 * @param body the bytes; not copied, so neither side may change them afterwards
 * @param contentSecurityPolicy the policy to send with the page; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // written straight to the response; identity is never asked
public record RenderedPage(String contentType, byte[] body, Optional<String> contentSecurityPolicy) {

    /** @throws NullPointerException when anything is null */
    public RenderedPage {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(contentSecurityPolicy, "contentSecurityPolicy");
    }
}
