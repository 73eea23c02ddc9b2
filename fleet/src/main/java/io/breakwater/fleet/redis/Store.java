package io.breakwater.fleet.redis;

import io.breakwater.fleet.wire.Names;
import io.breakwater.fleet.wire.ReplicaState;
import io.breakwater.fleet.wire.Word;
import io.breakwater.observe.BreakerId;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What the replicas keep in Redis. Each key has a time to live, so that nothing stays of who is gone, and Redis' clock alone counts it.
 * For the loop's thread.
 */
public final class Store {

    /** How long a replica counts as there after it was last heard of. */
    public static final Duration PRESENCE = Duration.ofSeconds(16);

    private static final Duration INDEX = Duration.ofDays(8);
    private static final int MOST_REPLICAS = 1_000;
    private static final int MOST_WORDS = 500;
    private static final int LONGEST_TARGET = 1_000;
    private static final String FIELD = "x";

    /**
     * A shared failure.
     *
     * @param at when it was shared, by Redis' clock
     * @param line its text
     */
    public record Entry(Instant at, String line) {}

    private final RedisLink link;
    private final Names names;
    private final String self;

    /** @param self this replica's name */
    public Store(RedisLink link, Names names, String self) {
        this.link = link;
        this.names = names;
        this.self = self;
    }

    /** Tells all others. */
    public void tell(String line) {
        link.ask(redis -> redis.publish(names.channel(), line), heard -> {});
    }

    /**
     * Says how this replica stands, and for how long that counts.
     *
     * @param done called with whether Redis still knew what had been said before
     */
    public void present(ReplicaState state, Consumer<Boolean> done) {
        link.ask(
                redis -> redis.setGet(names.replica(self), state.text(), SetArgs.Builder.px(PRESENCE)),
                before -> done.accept(before != null));
    }

    /** Says that this replica is gone. */
    public void absent() {
        link.ask(redis -> redis.del(names.replica(self)), count -> {});
    }

    /** Adds this replica to those that others look for. */
    public void enlist() {
        link.ask(redis -> redis.sadd(names.replicas(), self), count -> {});
        link.ask(redis -> redis.pexpire(names.replicas(), INDEX), done -> {});
    }

    /** Reads how all replicas stand, and forgets those that are gone. */
    public void readReplicas(Consumer<Map<String, ReplicaState>> then) {
        link.ask(redis -> redis.smembers(names.replicas()), members -> {
            List<String> known =
                    members.stream().filter(Names::isPlain).limit(MOST_REPLICAS).toList();
            if (known.isEmpty()) {
                then.accept(Map.of());
                return;
            }
            String[] keys = known.stream().map(names::replica).toArray(String[]::new);
            link.ask(redis -> redis.mget(keys), values -> then.accept(states(known, values)));
        });
    }

    private Map<String, ReplicaState> states(List<String> known, List<KeyValue<String, String>> values) {
        Map<String, ReplicaState> states = new HashMap<>();
        for (int i = 0; i < known.size() && i < values.size(); i++) {
            String name = known.get(i);
            if (values.get(i).hasValue()) {
                ReplicaState.parse(values.get(i).getValue()).ifPresent(state -> states.put(name, state));
            } else if (!name.equals(self)) {
                link.ask(redis -> redis.srem(names.replicas(), name), count -> {});
            }
        }
        return states;
    }

    /**
     * Reads what operators have said.
     *
     * @param each called with each word, and for how many milliseconds it holds yet
     * @param then called after the last, with what something has been said of
     */
    public void readWords(WordReader each, Consumer<Set<String>> then) {
        link.ask(redis -> redis.smembers(names.words()), members -> {
            List<String> targets = members.stream()
                    .filter(target -> target.length() <= LONGEST_TARGET)
                    .limit(MOST_WORDS)
                    .toList();
            Set<String> there = new HashSet<>();
            if (targets.isEmpty()) {
                then.accept(there);
            }
            for (int i = 0; i < targets.size(); i++) {
                readWord(targets.get(i), i == targets.size() - 1, there, each, then);
            }
        });
    }

    /** Answers come in the order of the questions, so the last one's is the end. */
    private void readWord(
            String target, boolean isLast, Set<String> there, WordReader each, Consumer<Set<String>> then) {
        String[] found = {""};
        link.ask(redis -> redis.get(names.word(target)), line -> found[0] = line == null ? "" : line);
        link.ask(redis -> redis.pttl(names.word(target)), millis -> {
            Optional<Word> word =
                    Word.parse(found[0]).filter(read -> read.target().equals(target));
            if (word.isPresent() && millis > 0) {
                there.add(target);
                each.read(word.get(), millis);
            } else if (found[0].isEmpty()) {
                link.ask(redis -> redis.srem(names.words(), target), count -> {});
            }
            if (isLast) {
                then.accept(there);
            }
        });
    }

    /** Is told of a word. */
    @FunctionalInterface
    public interface WordReader {
        /** Called with a word, and for how many milliseconds it holds yet. */
        void read(Word word, long millis);
    }

    /** Writes what an operator has said, in the place of what was said before. */
    public void say(Word word, long millis, Runnable done) {
        index(word);
        link.ask(
                redis -> redis.set(names.word(word.target()), word.line(), SetArgs.Builder.px(millis)),
                answer -> done.run());
    }

    /** Writes what Redis has lost, unless somebody has said something else meanwhile. */
    public void sayAgain(Word word, long millis) {
        index(word);
        link.ask(
                redis -> redis.set(
                        names.word(word.target()),
                        word.line(),
                        SetArgs.Builder.nx().px(millis)),
                answer -> {});
    }

    private void index(Word word) {
        link.ask(redis -> redis.sadd(names.words(), word.target()), count -> {});
        link.ask(redis -> redis.pexpire(names.words(), INDEX), done -> {});
    }

    /**
     * Asks for the lease of a trial.
     *
     * @param granted called when it is ours
     * @param denied called with how many milliseconds it is another's yet
     */
    public void lease(BreakerId breaker, long millis, Runnable granted, LongConsumer denied) {
        String key = names.trial(breaker.route(), breaker.handledBy());
        link.ask(redis -> redis.set(key, self, SetArgs.Builder.nx().px(millis)), answer -> {
            if (answer == null) {
                link.ask(redis -> redis.pttl(key), left -> denied.accept(Math.max(0, left)));
            } else {
                granted.run();
            }
        });
    }

    /** Has our lease last so long from now. */
    public void extendLease(BreakerId breaker, long millis) {
        String key = names.trial(breaker.route(), breaker.handledBy());
        link.ask(redis -> redis.set(key, self, SetArgs.Builder.xx().px(millis)), answer -> {});
    }

    /** Shares a failed exchange. */
    public void share(String line, int mostKept) {
        link.ask(
                redis -> redis.xadd(
                        names.failures(), XAddArgs.Builder.maxlen(mostKept).approximateTrimming(), Map.of(FIELD, line)),
                id -> {});
    }

    /** Has the shared failures go when none has come for so long. */
    public void keepFailures(Duration kept) {
        link.ask(redis -> redis.pexpire(names.failures(), kept), done -> {});
    }

    /** Reads the shared failures, the newest first. */
    public void readFailures(int most, Consumer<List<Entry>> then) {
        link.ask(
                redis -> redis.xrevrange(names.failures(), Range.unbounded(), Limit.from(most)),
                found -> then.accept(found.stream().map(Store::entry).toList()));
    }

    private static Entry entry(StreamMessage<String, String> message) {
        String id = message.getId();
        String millis = id.substring(0, Math.max(0, id.indexOf('-')));
        String line = message.getBody().get(FIELD);
        return new Entry(
                Instant.ofEpochMilli(millis.matches("\\d{1,15}") ? Long.parseLong(millis) : 0),
                line == null ? "" : line);
    }
}
