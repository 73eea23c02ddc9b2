package io.breakwater.internal.wrapper;

import io.breakwater.internal.container.UntrackedWriters;
import io.breakwater.internal.stale.AnswerCopy;
import io.breakwater.internal.stale.Field;
import io.breakwater.internal.stale.ResponseHead;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads out of a response what decides about the copy that is made of it. */
public final class AnswerHead {

    /** What decides whether an answer may be kept, whoever has set it. */
    private static final List<String> DECIDING =
            List.of("Cache-Control", "Set-Cookie", "Vary", "Content-Range", "ETag", "Last-Modified");

    private AnswerHead() {}

    /** To be called before anything is added to a copy, within an operation of the app. */
    static void begin(AnswerCopy copy, BufferingResponse response) {
        if (copy.isBefore() && copy.begin(visible(response), response.declaredLength(), charsetOf(response))) {
            OuterHeaders headers = response.exchange().outerHeaders();
            Optional<List<Field>> fields = headers.appsFields();
            if (fields.isPresent()) {
                copy.headIs(new ResponseHead(response.outer().getStatus(), fields.get()), headers.changes());
            } else {
                copy.letGo();
            }
        }
    }

    /** The answer has ended well. */
    public static void end(AnswerCopy copy, BufferingResponse response) {
        boolean pastUs = UntrackedWriters.fill(
                response.exchange().container(),
                response.exchange().outerRequest(),
                response.outer(),
                copy.length() + 1L);
        if (!pastUs && response.outer().getTrailerFields() == null) {
            copy.end(visible(response), response.exchange().outerHeaders().changes());
        }
    }

    /** Returns what the app has set; empty where that can't be told from what filters outside have. */
    public static Optional<ResponseHead> ofApp(BufferingResponse response) {
        return response.exchange()
                .outerHeaders()
                .appsFields()
                .map(fields -> new ResponseHead(response.outer().getStatus(), fields));
    }

    private static ResponseHead visible(BufferingResponse response) {
        HttpServletResponse outer = response.outer();
        List<Field> fields = new ArrayList<>();
        for (String name : DECIDING) {
            Collection<String> values = outer.getHeaders(name);
            if (!values.isEmpty()) {
                fields.add(Field.of(name, values));
            }
        }
        String type = outer.getContentType();
        if (type != null) {
            fields.add(new Field("Content-Type", type));
        }
        return new ResponseHead(outer.getStatus(), fields);
    }

    /** The container knows it, since it writes in it. */
    private static Charset charsetOf(BufferingResponse response) {
        String name = response.outer().getCharacterEncoding();
        return name == null ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
    }
}
