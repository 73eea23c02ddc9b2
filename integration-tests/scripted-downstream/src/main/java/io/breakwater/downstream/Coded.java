package io.breakwater.downstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A good message whose content cannot be decoded (RFC 9110, section 8.4). */
public enum Coded implements Behaviour {
    /** Text that is called gzip. */
    GZIP_GARBAGE("gzip", Bytes.utf8("no gzip at all").toArray()),
    /** Eight bytes in the middle are others. */
    GZIP_CORRUPT("gzip", corrupt(gzip(Bytes.filler(10_000).toArray()))),
    /** Its second half is missing. */
    GZIP_CUT("gzip", half(gzip(Bytes.filler(10_000).toArray()))),
    /** Its checksum is that of something else. */
    GZIP_WRONG_CRC("gzip", wrongChecksum(gzip(Bytes.filler(10_000).toArray()))),
    /** Text that is called deflate. */
    DEFLATE_GARBAGE("deflate", Bytes.utf8("no deflate at all").toArray()),
    /** More than a proxy holds back, then a checksum that is wrong. */
    GZIP_CORRUPT_LATE("gzip", wrongChecksum(gzip(noise())));

    private static final int CHECKSUM_AND_LENGTH = 8;
    private static final int LATE = 1 << 18;

    private final String coding;

    @SuppressWarnings("ImmutableEnumChecker") // which it is
    private final Bytes content;

    Coded(String coding, byte[] content) {
        this.coding = coding;
        this.content = Bytes.of(content);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** What does not get smaller. */
    private static byte[] noise() {
        byte[] noise = new byte[LATE];
        new Random(1).nextBytes(noise);
        return noise;
    }

    private static byte[] corrupt(byte[] packed) {
        int from = packed.length / 2;
        Arrays.fill(packed, from, from + 8, (byte) 0xff);
        return packed;
    }

    private static byte[] half(byte[] packed) {
        return Arrays.copyOf(packed, packed.length / 2);
    }

    private static byte[] wrongChecksum(byte[] packed) {
        packed[packed.length - CHECKSUM_AND_LENGTH]++;
        return packed;
    }

    @Override
    public void serve(Call call) throws IOException {
        Answer.status(200)
                .with("Content-Type", "text/plain")
                .with("Content-Encoding", coding)
                .body(content)
                .serve(call);
    }
}
