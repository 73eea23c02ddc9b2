package io.breakwater.fleet.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Two connections to Redis, one for commands and one that listens. Every answer is due within {@link #PATIENCE}; one that is not there, or
 * is an error, ends both, and they are made anew after a while, for as long as it takes. All methods but {@link #close} are for the
 * loop's thread, on which the listener is called as well.
 */
public final class RedisLink implements AutoCloseable {

    /** How long an answer may take. */
    public static final Duration PATIENCE = Duration.ofMillis(800);

    private static final Duration OWN_DELAY = Duration.ofMillis(100);
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_PENDING = 1_000;
    private static final int FIRST_RETRY_MILLIS = 300;
    private static final int LAST_RETRY_MILLIS = 5_000;

    /** Is told how the link stands. */
    public interface Listener {
        /** Called when both connections are there. */
        void connected();

        /** Called when there is no link, or not any more. */
        void lost(String reason);

        /** Called for each message. */
        void message(String line);
    }

    /** A pair of connections; what an earlier one still answers is nobody's. */
    private static final class Pair {
        private @Nullable StatefulRedisConnection<String, String> commands;
        private @Nullable StatefulRedisPubSubConnection<String, String> channel;

        void close() {
            if (commands != null) {
                closeLate(commands);
            }
            if (channel != null) {
                closeLate(channel);
            }
        }
    }

    private final RedisAddress address;
    private final String channelName;
    private final Loop loop;
    private final Listener listener;
    private final ClientResources resources;
    private final RedisClient client;
    private @Nullable Pair pair;
    private boolean isUp;
    private int pending;
    private int retryMillis = FIRST_RETRY_MILLIS;
    private volatile boolean closed;

    /** Connects to nothing yet. */
    public RedisLink(RedisAddress address, String channelName, Loop loop, Listener listener) {
        this.address = address;
        this.channelName = channelName;
        this.loop = loop;
        this.listener = listener;
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .requestQueueSize(MOST_PENDING)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_PATIENCE)
                        .keepAlive(true)
                        .build())
                .build());
    }

    /** Begins to connect. */
    @SuppressWarnings("IllegalCatch") // whatever the client throws, it is tried again
    public void connect() {
        if (closed) {
            return;
        }
        Pair next = new Pair();
        pair = next;
        pending = 0;
        try {
            RedisURI uri = address.uri(PATIENCE);
            await(next, client.connectAsync(StringCodec.UTF8, uri), CONNECT_PATIENCE, made -> {
                next.commands = made;
                made.addListener(ending(next));
                await(next, client.connectPubSubAsync(StringCodec.UTF8, uri), CONNECT_PATIENCE, heard -> {
                    next.channel = heard;
                    heard.addListener(ending(next));
                    heard.addListener(new RedisPubSubAdapter<String, String>() {
                        @Override
                        public void message(String from, String line) {
                            loop.offer(() -> listener.message(line));
                        }
                    });
                    await(next, heard.async().subscribe(channelName), PATIENCE, done -> {
                        isUp = true;
                        listener.connected();
                    });
                });
            });
        } catch (RuntimeException e) {
            fail(next, reasonOf(e));
        }
    }

    private RedisConnectionStateListener ending(Pair of) {
        return new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                loop.offer(() -> fail(of, "the connection ended"));
            }
        };
    }

    private <T> void await(Pair of, CompletionStage<T> answer, Duration patience, Consumer<T> then) {
        pending++;
        AtomicBoolean answered = new AtomicBoolean();
        long dueNanos = System.nanoTime() + patience.toNanos();
        Future<?> timer = loop.timer(patience, () -> overdue(of, patience, dueNanos, answered));
        CompletionStage<T> unused = answer.whenComplete((value, error) -> {
            answered.set(true);
            boolean taken = loop.offer(() -> {
                timer.cancel(false);
                if (pair != of || closed) {
                    closeLate(value);
                    return;
                }
                pending--;
                if (error != null) {
                    fail(of, reasonOf(error));
                } else {
                    then.accept(value);
                }
            });
            if (!taken) {
                closeLate(value);
            }
        });
    }

    /** Where this process itself got no processor, the answer may be here already, or gets as much time again. */
    private void overdue(Pair of, Duration patience, long dueNanos, AtomicBoolean answered) {
        boolean late = System.nanoTime() - dueNanos > OWN_DELAY.toNanos();
        loop.after(late ? patience : Duration.ZERO, () -> {
            if (!answered.get()) {
                fail(of, "no answer within " + patience.toMillis() + " ms");
            }
        });
    }

    /** A connection that comes when nobody waits for it any more would stay open for ever. */
    private static void closeLate(@Nullable Object value) {
        if (value instanceof StatefulConnection<?, ?> late) {
            CompletableFuture<Void> unused = late.closeAsync();
        }
    }

    private static String reasonOf(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    /** Sends a command, and hands its answer on. Without a link, or with too much under way, does nothing. */
    public <T> void ask(
            Function<RedisAsyncCommands<String, String>, ? extends CompletionStage<T>> command, Consumer<T> then) {
        Pair now = pair;
        if (!isUp || now == null || now.commands == null || pending >= MOST_PENDING) {
            return;
        }
        await(now, command.apply(now.commands.async()), PATIENCE, then);
    }

    /** Looks whether the connection that listens is still there. */
    public void checkChannel() {
        Pair now = pair;
        if (isUp && now != null && now.channel != null) {
            await(now, now.channel.async().ping(), PATIENCE, answer -> {});
        }
    }

    /** Says that the link is of use: from now on, the first retry comes soon again. */
    public void isOfUse() {
        retryMillis = FIRST_RETRY_MILLIS;
    }

    private void fail(Pair of, String reason) {
        if (pair != of || closed) {
            return;
        }
        pair = null;
        isUp = false;
        of.close();
        listener.lost(reason);
        int delay = retryMillis + ThreadLocalRandom.current().nextInt(retryMillis);
        retryMillis = Math.min(LAST_RETRY_MILLIS, retryMillis * 2);
        loop.after(Duration.ofMillis(delay), this::connect);
    }

    /** Ends both connections and the client's threads, and waits for none of it. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture<Void> unused = client.shutdownAsync(0, 1, TimeUnit.SECONDS)
                .whenComplete((done, error) -> {
                    io.netty.util.concurrent.Future<Boolean> unusedToo = resources.shutdown(0, 1, TimeUnit.SECONDS);
                });
    }
}
