package io.breakwater.fleet;

import io.breakwater.fleet.redis.Loop;
import io.breakwater.fleet.redis.RedisAddress;
import io.breakwater.fleet.redis.RedisLink;
import io.breakwater.fleet.redis.Store;
import io.breakwater.fleet.wire.Message;
import io.breakwater.fleet.wire.Names;
import io.breakwater.fleet.wire.ReplicaState;
import io.breakwater.fleet.wire.ReplicaState.Standing;
import io.breakwater.fleet.wire.Word;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at a fleet from the command line, and says an operator's word, without being one of its replicas. */
final class Remote implements RedisLink.Listener, AutoCloseable {

    private static final int FAILED = 1;
    private static final long PATIENCE_SECONDS = 15;
    private static final String SELF = "command-line";

    private final Loop loop = new Loop();
    private final RedisLink link;
    private final Store store;
    private final CompletableFuture<Boolean> reached = new CompletableFuture<>();

    /** What is known of a fleet. */
    private record Known(Map<String, ReplicaState> replicas, Map<Word, Long> words) {
        boolean hasRoute(String route) {
            return replicas.values().stream()
                    .flatMap(state -> state.breakers().stream())
                    .anyMatch(standing -> standing.breaker().route().equals(route));
        }
    }

    Remote(RedisAddress address, String name, Optional<String> environment) {
        Names names = Names.of(name, environment);
        this.link = new RedisLink(address, names.channel(), loop, this);
        this.store = new Store(link, names, SELF);
        loop.offer(link::connect);
    }

    @Override
    public void connected() {
        reached.complete(true);
    }

    @Override
    public void lost(String reason) {
        reached.completeExceptionally(new IllegalStateException(reason));
    }

    @Override
    public void message(String line) {
        // What replicas tell each other is not for the command line.
    }

    private Known read() throws ExecutionException, TimeoutException, InterruptedException {
        reached.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Known> known = new CompletableFuture<>();
        Map<Word, Long> words = new HashMap<>();
        loop.offer(() -> store.readReplicas(replicas ->
                store.readWords(words::put, targets -> known.complete(new Known(replicas, Map.copyOf(words))))));
        return known.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    int status(PrintStream out) {
        try {
            Known known = read();
            new TreeMap<>(known.replicas()).forEach((name, state) -> {
                out.println("replica " + name);
                state.breakers().forEach(standing -> out.println("  " + line(standing)));
            });
            known.words()
                    .forEach((word, millis) -> out.println("said " + word.route() + " "
                            + word.says().name().toLowerCase(Locale.ROOT) + " on "
                            + word.replica().orElse("all replicas")
                            + " by " + word.by()
                            + word.reason().map(why -> ", " + why).orElse("") + ", for "
                            + Duration.ofMillis(millis).toSeconds() + "s yet"));
            if (known.replicas().isEmpty()) {
                out.println("no replica is there");
            }
            return 0;
        } catch (ExecutionException | TimeoutException e) {
            return failed(out, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static String line(Standing standing) {
        return standing.breaker().route()
                + standing.breaker().handledBy().map(pattern -> " " + pattern).orElse("") + " "
                + standing.state().toLowerCase(Locale.ROOT)
                + (standing.sinceMillis() > 0 ? " for " + standing.sinceMillis() / 1_000 + "s" : "");
    }

    int force(
            String route,
            String says,
            Optional<String> replica,
            String by,
            Optional<String> reason,
            Duration holds,
            PrintStream out) {
        try {
            Known known = read();
            if (!known.hasRoute(route)) {
                out.println("no replica has a route " + route);
                return FAILED;
            }
            if (replica.filter(name -> !known.replicas().containsKey(name)).isPresent()) {
                out.println("there is no replica " + replica.get());
                return FAILED;
            }
            BreakerSteering.Word what = BreakerSteering.Word.valueOf(says.toUpperCase(Locale.ROOT));
            Word first = new Word(route, replica, what, Fleet.plain(by), reason.map(Fleet::plain), 0);
            Optional<Map.Entry<Word, Long>> before = known.words().entrySet().stream()
                    .filter(word -> word.getKey().target().equals(first.target()))
                    .findFirst();
            Word word = new Word(
                    route,
                    replica,
                    what,
                    first.by(),
                    first.reason(),
                    before.map(old -> old.getKey().revision() + 1).orElse(1L));
            long kept = what == BreakerSteering.Word.AUTOMATIC
                    ? Math.max(holds.toMillis(), before.map(Map.Entry::getValue).orElse(0L))
                    : holds.toMillis();
            CompletableFuture<Boolean> said = new CompletableFuture<>();
            Message message = new Message(Message.Type.WORD, SELF, new BreakerId("*", Optional.empty()), 0);
            loop.offer(() -> store.say(word, kept, () -> {
                message.line().ifPresent(store::tell);
                said.complete(true);
            }));
            said.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            out.println(route + " is " + says + " on " + replica.orElse("all replicas") + " for " + holds.toSeconds()
                    + "s");
            return 0;
        } catch (ExecutionException | TimeoutException e) {
            return failed(out, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static int failed(PrintStream out, Exception e) {
        String why =
                e.getCause() == null ? "no answer" : String.valueOf(e.getCause().getMessage());
        out.println("Redis is not to be had: " + why);
        return FAILED;
    }

    @Override
    public void close() {
        link.close();
        loop.close();
    }
}
