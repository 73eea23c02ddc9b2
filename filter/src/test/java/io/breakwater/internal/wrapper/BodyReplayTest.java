package io.breakwater.internal.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.exchange.fake.FakeInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BodyReplayTest {

    /** Reads like an attempt: from {@code position} on, what is kept first. Stops early after {@code limit} bytes. */
    private static byte[] read(BodyReplay body, int limit, Random sizes) throws IOException {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        byte[] buffer = new byte[97];
        int position = 0;
        while (position < limit) {
            int wanted = 1 + sizes.nextInt(Math.min(buffer.length, limit - position));
            int count = body.hasKept(position)
                    ? body.readKept(position, buffer, 0, wanted)
                    : body.readClient(buffer, 0, wanted);
            if (count < 0) {
                break;
            }
            seen.write(buffer, 0, count);
            position += count;
        }
        return seen.toByteArray();
    }

    @Property
    void everyAttemptReadsTheSameBytesWhateverTheOneBeforeHadRead(
            @ForAll @IntRange(max = 3000) int length, @ForAll @IntRange(max = 3000) int readFirst, @ForAll long seed)
            throws IOException {
        byte[] sent = new byte[length];
        new Random(seed).nextBytes(sent);
        BodyReplay body = new BodyReplay(new FakeInput(sent), 4096);
        Random sizes = new Random(seed);

        read(body, readFirst, sizes);

        assertThat(body.isReplayable()).isTrue();
        assertThat(read(body, Integer.MAX_VALUE, sizes)).isEqualTo(sent);
        assertThat(read(body, Integer.MAX_VALUE, sizes)).isEqualTo(sent);
    }

    @Test
    void aBodyOfExactlyTheBoundIsKeptAndOneByteMoreIsNot() throws IOException {
        BodyReplay fits = new BodyReplay(new FakeInput(new byte[1000]), 1000);
        BodyReplay tooLong = new BodyReplay(new FakeInput(new byte[1001]), 1000);

        assertThat(read(fits, Integer.MAX_VALUE, new Random(1))).hasSize(1000);
        assertThat(read(tooLong, Integer.MAX_VALUE, new Random(1))).hasSize(1001);

        assertThat(fits.isReplayable()).isTrue();
        assertThat(tooLong.isReplayable()).isFalse();
    }
}
