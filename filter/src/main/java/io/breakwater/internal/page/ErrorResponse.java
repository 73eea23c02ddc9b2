package io.breakwater.internal.page;

import io.breakwater.page.PageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A complete response, to be sent in place of the app's.
 *
 * @param format the format that was negotiated; {@link PageFormat#NONE} also where no page could be made
 * @param status the status code
 * @param headers the headers in the order to send them, {@code Content-Type} included, {@code Content-Length} not
 * @param body the body's bytes, empty for none; not copied, so neither side may change them afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // written straight to the response; identity is never asked
public record ErrorResponse(PageFormat format, int status, List<Map.Entry<String, String>> headers, byte[] body) {

    public ErrorResponse {
        headers = List.copyOf(headers);
    }

    /** Returns this response with a further header. */
    public ErrorResponse with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new ErrorResponse(format, status, more, body);
    }
}
