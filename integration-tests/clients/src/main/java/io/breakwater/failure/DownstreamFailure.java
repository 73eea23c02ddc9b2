package io.breakwater.failure;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.BodyDrip;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.CloseUnanswered;
import io.breakwater.downstream.CloseUnread;
import io.breakwater.downstream.Coded;
import io.breakwater.downstream.CutAfter;
import io.breakwater.downstream.CutAfter.End;
import io.breakwater.downstream.CutShort;
import io.breakwater.downstream.HeaderDrip;
import io.breakwater.downstream.Http2;
import io.breakwater.downstream.Http2Failure;
import io.breakwater.downstream.InUpload;
import io.breakwater.downstream.InterimFlood;
import io.breakwater.downstream.InterimForEver;
import io.breakwater.downstream.KeepAliveRace;
import io.breakwater.downstream.Malformed;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.downstream.Silence;
import io.breakwater.downstream.Stall;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/** What goes wrong at a downstream: the rows of the tables. A new one is a constant here and, mostly, a {@link Behaviour}. */
public enum DownstreamFailure {
    DNS("the name does not resolve", at("http://shop.invalid/")),
    DNS_TIMEOUT("the resolver does not answer in time", at("http://" + DownstreamFailure.SLOW_NAME + "/")),
    REFUSED("nobody listens", new Refuse()),
    CONNECT_STALL("the connect is neither taken nor refused", deaf()),
    CLOSED_UNREAD("FIN at once", new CloseUnread()),
    RESET("RST after the request", new Reset()),
    CLOSED_UNANSWERED("FIN after the request", new CloseUnanswered()),
    CLOSED_UNANSWERED_POST("FIN after a POST", new CloseUnanswered()),
    RACE("a kept connection ends as a GET goes out", KeepAliveRace::new),
    RACE_POST("a kept connection ends as a POST goes out", KeepAliveRace::new),
    SILENCE("no answer", new Silence()),
    HEADER_DRIP("headers, a byte each 200 ms", new HeaderDrip(Duration.ofMillis(200))),
    BODY_STALL("5 of 100 bytes, then silence", new Stall(5, 100)),
    BODY_DRIP("a body, a byte each 200 ms", new BodyDrip(0, 100, Duration.ofMillis(200))),
    CUT_STATUS_LINE("FIN in the status line", CutShort.STATUS_LINE),
    CUT_HEADERS("FIN in the headers", CutShort.HEADERS),
    CUT_LENGTH_BY_FIN("5 of 100 bytes, then FIN", CutShort.CONTENT_LENGTH_BY_FIN),
    CUT_LENGTH_BY_RST("5 of 100 bytes, then RST", CutShort.CONTENT_LENGTH_BY_RST),
    CUT_CHUNKS_BY_FIN("a chunk, then FIN", CutShort.CHUNKED_BY_FIN),
    CUT_CHUNKS_BY_RST("a chunk, then RST", CutShort.CHUNKED_BY_RST),
    LATE_STALL("half of 512 KB, then silence", new Stall(DownstreamFailure.LATE, 2 * DownstreamFailure.LATE)),
    LATE_DRIP("256 KB, then a byte each 200 ms", new BodyDrip(DownstreamFailure.LATE, 5, Duration.ofMillis(200))),
    LATE_CUT_LENGTH_BY_FIN("half of 512 KB, then FIN", CutAfter.length(DownstreamFailure.LATE, End.FIN)),
    LATE_CUT_LENGTH_BY_RST("half of 512 KB, then RST", CutAfter.length(DownstreamFailure.LATE, End.RST)),
    LATE_CUT_CHUNKS_BY_FIN("a chunk of 256 KB, then FIN", CutAfter.chunked(DownstreamFailure.LATE, End.FIN)),
    LATE_CUT_CHUNKS_BY_RST("a chunk of 256 KB, then RST", CutAfter.chunked(DownstreamFailure.LATE, End.RST)),
    LATE_CUT_CLOSE_BY_RST("256 KB without a length, then RST", CutAfter.untilReset(DownstreamFailure.LATE)),
    LATE_BAD_CHUNK("a chunk of 256 KB, then a bad chunk size", Malformed.BAD_CHUNK_SIZE_LATE),
    GARBAGE("a garbage status line", Malformed.GARBAGE_STATUS_LINE),
    SSH_BANNER("an SSH banner", Malformed.SSH_BANNER),
    HTTP2_FRAMES("frames of HTTP/2", Malformed.HTTP2_FRAMES),
    STATUS_TEXT("status abc", Malformed.STATUS_NOT_A_NUMBER),
    STATUS_ZERO("status 000", Malformed.STATUS_ZERO),
    STATUS_TWO_DIGITS("status 99", Malformed.STATUS_OF_TWO_DIGITS),
    STATUS_600("status 600", Malformed.STATUS_600),
    LONG_HEADER("a header line of 64 KB", Malformed.HEADER_LINE_OF_64K),
    MANY_HEADERS("2000 headers", Malformed.HEADERS_BY_THE_THOUSAND),
    BAD_CHUNK("a bad size of the first chunk", Malformed.BAD_CHUNK_SIZE),
    BAD_SECOND_CHUNK("a bad size of the second chunk", Malformed.BAD_SECOND_CHUNK_SIZE),
    TWO_LENGTHS("two different Content-Lengths", Malformed.TWO_CONTENT_LENGTHS),
    LENGTH_TEXT("a Content-Length of letters", Malformed.CONTENT_LENGTH_NOT_A_NUMBER),
    NEGATIVE_LENGTH("a negative Content-Length", Malformed.NEGATIVE_CONTENT_LENGTH),
    LENGTH_BESIDE_CHUNKS("a Content-Length beside chunks", Malformed.LENGTH_BESIDE_CHUNKS),
    LENGTH_IN_204("a Content-Length in a 204", Malformed.LENGTH_IN_204),
    EXCESS_BODY("more bytes than the Content-Length", Malformed.EXCESS_BODY),
    BAD_CHUNK_END("a chunk longer than its size", Malformed.BAD_CHUNK_END),
    GZIP_GARBAGE("gzip that is none", Coded.GZIP_GARBAGE),
    GZIP_CORRUPT("corrupt gzip", Coded.GZIP_CORRUPT),
    GZIP_CUT("half of a gzip, the message whole", Coded.GZIP_CUT),
    GZIP_WRONG_CRC("gzip with a wrong checksum", Coded.GZIP_WRONG_CRC),
    DEFLATE_GARBAGE("deflate that is none", Coded.DEFLATE_GARBAGE),
    LATE_GZIP_CORRUPT("256 KB of gzip, then a wrong checksum", Coded.GZIP_CORRUPT_LATE),
    EARLY_HINTS("a 103, then 200", new InterimFlood(1)),
    UNASKED_101("a 101 that nobody asked for", Malformed.UNASKED_101),
    INTERIM_FLOOD("1000 interim answers, then 200", new InterimFlood(1000)),
    INTERIM_FOR_EVER("interim answers without end", new InterimForEver(Duration.ofMillis(50))),
    STATUS_502("status 502", Answer.status(502).body(Bytes.utf8("its own words"))),
    STATUS_503("status 503", Answer.status(503)),
    STATUS_504("status 504", Answer.status(504)),
    STATUS_500("status 500", Answer.status(500)),
    DEAD_ADDRESS("two addresses, and nobody at the first", DownstreamFailure::twoAddresses),
    UPLOAD_ANSWERED("an answer in the middle of an upload, then FIN", InUpload.ANSWER),
    UPLOAD_FIN("FIN in the middle of an upload", InUpload.FIN),
    UPLOAD_RST("RST in the middle of an upload", InUpload.RST),
    H2_REFUSED("HTTP/2: the stream refused", Http2Failure.REFUSED),
    H2_REFUSED_POST("HTTP/2: the stream of a POST refused", Http2Failure.REFUSED),
    H2_REFUSED_ONCE("HTTP/2: the stream refused, the next answered", Http2Failure.REFUSED, Http2Failure::ok),
    H2_INTERNAL_ERROR("HTTP/2: the stream reset, internal error", Http2Failure.INTERNAL_ERROR),
    H2_ENHANCE_YOUR_CALM("HTTP/2: the stream reset, too many", Http2Failure.ENHANCE_YOUR_CALM),
    H2_CANCEL("HTTP/2: the stream reset, cancelled", Http2Failure.CANCEL),
    H2_GOAWAY("HTTP/2: GOAWAY, then FIN", Http2Failure.GOAWAY),
    H2_GOAWAY_ONCE(
            "HTTP/2: GOAWAY before the stream, the next answered", Http2Failure.GOAWAY_UNPROCESSED, Http2Failure::ok),
    H2_CLOSED("HTTP/2: FIN", Http2Failure.CLOSED),
    H2_RESET_IN_BODY("HTTP/2: 5 bytes, then the stream reset", Http2Failure.RESET_IN_BODY),
    H2_RESET_LATE("HTTP/2: 256 KB, then the stream reset", Http2Failure.RESET_LATE),
    H2_CLOSED_LATE("HTTP/2: 256 KB, then FIN", Http2Failure.CLOSED_LATE),
    H2C_REFUSED("HTTP/2 in clear text: the stream refused", plays(() -> Http2.answering(Http2Failure.REFUSED))),
    H2C_RESET_LATE(
            "HTTP/2 in clear text: 256 KB, then the stream reset",
            plays(() -> Http2.answering(Http2Failure.RESET_LATE))),
    TLS_EXPIRED("an expired certificate", TlsFailure.EXPIRED),
    TLS_UNKNOWN_CA("a certificate of an unknown authority", TlsFailure.UNKNOWN_CA),
    TLS_WRONG_HOST("a certificate for another host", TlsFailure.WRONG_HOST),
    TLS_STALL("silence in the TLS handshake", TlsFailure.STALL),
    TLS_FIN("FIN in the TLS handshake", TlsFailure.FIN),
    TLS_NOT_TLS("plain HTTP where TLS is meant", TlsFailure.NOT_TLS),
    TLS_CLIENT_CERTIFICATE("an alert: no client certificate (TLS 1.3)", TlsFailure.CLIENT_CERTIFICATE),
    TLS_CLIENT_CERTIFICATE_12("an alert: no client certificate (TLS 1.2)", TlsFailure.CLIENT_CERTIFICATE_12),
    TLS_NO_CIPHER("an alert: no common cipher", TlsFailure.NO_CIPHER);

    /** The host of {@link #DNS_TIMEOUT}, for the resolver hook of a client that has one. */
    public static final String SLOW_NAME = "slow.invalid";

    /** A name that the hosts file of the test has to know, 127.0.0.2 first, then 127.0.0.1. */
    private static final String TWO_ADDRESSES = "two.invalid";

    /** More than any container holds back before it commits. */
    private static final int LATE = 1 << 18;

    /** Makes the trouble and tells where it waits. */
    @FunctionalInterface
    private interface Making {
        URI at(Place place);
    }

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture what never changes
    private final Making making;

    DownstreamFailure(String words, Making making) {
        this.words = words;
        this.making = making;
    }

    DownstreamFailure(String words, Behaviour behaviour) {
        this(words, () -> behaviour);
    }

    DownstreamFailure(String words, Supplier<Behaviour> behaviour) {
        this(words, plays(behaviour));
    }

    DownstreamFailure(String words, Http2.Answering... inTurn) {
        this(words, playsSecurely(inTurn));
    }

    DownstreamFailure(String words, TlsFailure trouble) {
        this(words, tls(trouble));
    }

    private static Making at(String uri) {
        return place -> URI.create(uri);
    }

    private static Making deaf() {
        return place -> place.deaf().uri();
    }

    private static Making tls(TlsFailure trouble) {
        return place -> place.tls(trouble);
    }

    private static Making plays(Supplier<Behaviour> behaviour) {
        return place -> {
            ScriptedDownstream downstream = place.downstream();
            downstream.behave(behaviour.get());
            return downstream.uri();
        };
    }

    private static Making playsSecurely(Http2.Answering... inTurn) {
        return place -> {
            place.secure().behave(Http2.answering(inTurn));
            return place.secure().uri();
        };
    }

    /** {@link #TWO_ADDRESSES} stands for two of the loopback's, of which the downstream has the second. */
    private static URI twoAddresses(Place place) {
        return URI.create("http://" + TWO_ADDRESSES + ":" + place.downstream().port());
    }

    /** Makes it, and tells the address to ask. */
    public URI at(Place place) {
        return making.at(place);
    }

    /** In a few words. */
    public String words() {
        return words;
    }

    /** The method of the request that is to meet it. */
    public String method() {
        boolean posts = this == RACE_POST || this == CLOSED_UNANSWERED_POST || this == H2_REFUSED_POST;
        return posts || isInUpload() ? "POST" : "GET";
    }

    /** Whether that request has to be longer than a connection takes at once. */
    public boolean isInUpload() {
        return this == UPLOAD_ANSWERED || this == UPLOAD_FIN || this == UPLOAD_RST;
    }

    /** Whether a good exchange has to come before, on the connection that is kept then. */
    public boolean needsKeptConnection() {
        return this == RACE || this == RACE_POST;
    }

    /** Whether the answer never comes whole, so that whoever shows it as whole hides the trouble. */
    public boolean cutsAnswer() {
        return switch (this) {
            case BODY_STALL,
                    CUT_STATUS_LINE,
                    CUT_HEADERS,
                    CUT_LENGTH_BY_FIN,
                    CUT_LENGTH_BY_RST,
                    CUT_CHUNKS_BY_FIN,
                    CUT_CHUNKS_BY_RST,
                    LATE_STALL,
                    LATE_CUT_LENGTH_BY_FIN,
                    LATE_CUT_LENGTH_BY_RST,
                    LATE_CUT_CHUNKS_BY_FIN,
                    LATE_CUT_CHUNKS_BY_RST,
                    LATE_CUT_CLOSE_BY_RST,
                    LATE_BAD_CHUNK,
                    BAD_CHUNK,
                    BAD_CHUNK_END,
                    BAD_SECOND_CHUNK,
                    H2_RESET_IN_BODY,
                    H2_RESET_LATE,
                    H2C_RESET_LATE,
                    H2_CLOSED_LATE -> true;
            default -> false;
        };
    }
}
