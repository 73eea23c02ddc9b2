package io.breakwater.fleet;

import io.breakwater.fleet.redis.Loop;
import io.breakwater.fleet.redis.RedisLink;
import io.breakwater.fleet.redis.Store;
import io.breakwater.fleet.wire.Message;
import io.breakwater.fleet.wire.Names;
import io.breakwater.fleet.wire.ReplicaState;
import io.breakwater.fleet.wire.ReplicaState.Standing;
import io.breakwater.fleet.wire.Word;
import io.breakwater.observe.BreakerId;
import io.breakwater.observe.BreakerSteering;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.operations.replicas.FleetState;
import io.breakwater.operations.replicas.SharedFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine's part in its fleet, from the engine's start to its end. All of it happens on the loop's thread, but {@link #mayTry} and what is
 * handed to the loop.
 */
final class Membership implements RedisLink.Listener, Trials.Leases, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.breakwater.fleet");
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final int BEATS_OF_ROUND = 3;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration GOODBYE = Duration.ofMillis(200);
    /** Words and the stream belong to all routes. */
    private static final BreakerId ANY = new BreakerId("*", Optional.empty());

    private final FleetSettings settings;
    private final String self;
    private final EngineView engine;
    private final BreakerSteering steering;
    private final Loop loop = new Loop();
    private final RedisLink link;
    private final Store store;
    private final Roster roster;
    private final Hearsay hearsay;
    private final Trials trials;
    private final Words words;
    private final Failures failures = new Failures(System::nanoTime);
    private int beats;
    /** Which link the beats belong to; those of an earlier one end. */
    private int links;

    private boolean told;
    private boolean looks;
    /** When a word's time is over. */
    private @Nullable Future<?> nextWords;

    private volatile boolean joined;

    Membership(FleetSettings settings, String self, EngineView engine, BreakerSteering steering) {
        Names names = Names.of(settings.name(), settings.environment());
        this.settings = settings;
        this.self = self;
        this.engine = engine;
        this.steering = steering;
        this.link = new RedisLink(settings.redis(), names.channel(), loop, this);
        this.store = new Store(link, names, self);
        this.roster = new Roster(self, System::nanoTime);
        this.hearsay = new Hearsay(self, steering, settings.waryCalls(), roster::size, this::tell, System::nanoTime);
        this.trials = new Trials(steering, this, roster::size, System::nanoTime);
        this.words = new Words(self, steering, System::nanoTime);
    }

    void start() {
        loop.offer(link::connect);
    }

    @Override
    public void connected() {
        links++;
        beats = 0;
        beat(links);
    }

    @Override
    public void lost(String reason) {
        links++;
        joined = false;
        trials.lost();
        if (!told) {
            told = true;
            LOG.warn(
                    "fleet name={} redis={} is not to be had: {}. Each replica is on its own until it is back",
                    settings.name(),
                    settings.redis(),
                    reason.replaceAll("\\p{Cntrl}", " "));
        }
    }

    private void beat(int of) {
        if (of != links) {
            return;
        }
        if (beats % BEATS_OF_ROUND == 0) {
            round();
        }
        beats++;
        store.present(own(), this::present);
        loop.after(BEAT, () -> beat(of));
    }

    private void round() {
        link.checkChannel();
        store.enlist();
        store.readReplicas(this::replicasRead);
        readWords();
    }

    /** Only a link on which something was written is one. */
    private void present(boolean wasKnown) {
        if (joined) {
            if (!wasKnown) {
                // Redis has been flushed, and with it went what operators have said.
                round();
            }
            return;
        }
        joined = true;
        told = false;
        link.isOfUse();
        trials.joined();
        tell(new Message(Message.Type.HELLO, self, ANY, 0));
        LOG.info("fleet joined name={} redis={} replica={}", settings.name(), settings.redis(), self);
    }

    private ReplicaState own() {
        return roster.own(engine.routes(), steering::remainingOpen);
    }

    private void replicasRead(Map<String, ReplicaState> states) {
        roster.read(states);
        // Who starts after an outage has begun, or was away, has heard no message of it.
        states.forEach((name, state) -> {
            if (!name.equals(self)) {
                for (Standing standing : state.breakers()) {
                    if (standing.state().equals("OPEN") && standing.openMillis() > 0) {
                        hearsay.opened(name, standing.breaker(), Duration.ofMillis(standing.openMillis()));
                    }
                }
            }
        });
    }

    private void readWords() {
        store.readWords(words::read, targets -> {
            words.missing(targets).forEach(store::sayAgain);
            applyWords();
        });
    }

    private void applyWords() {
        Future<?> before = nextWords;
        if (before != null) {
            before.cancel(false);
        }
        nextWords =
                words.apply().map(next -> loop.timer(next, this::applyWords)).orElse(null);
    }

    @Override
    public void message(String line) {
        Message.parse(line).filter(message -> !message.replica().equals(self)).ifPresent(this::heard);
    }

    /** What others have told changes how they stand; of many messages, one is looked after. */
    private void lookSoon() {
        if (!looks) {
            looks = true;
            loop.after(LOOK, () -> {
                looks = false;
                store.readReplicas(this::replicasRead);
            });
        }
    }

    private void heard(Message message) {
        BreakerId breaker = message.breaker();
        if (message.type() != Message.Type.FAILING && message.type() != Message.Type.WELL) {
            lookSoon();
        }
        switch (message.type()) {
            case OPENED -> hearsay.opened(message.replica(), breaker, Duration.ofMillis(message.number()));
            case FAILING -> hearsay.failing(message.replica(), breaker, message.number());
            case RECOVERED -> {
                hearsay.recovered(message.replica(), breaker);
                trials.recovered(breaker);
            }
            case WELL -> LOG.debug("fleet replica={} found route={} well", message.replica(), breaker.route());
            case HELLO -> LOG.debug("fleet replica={} has joined", message.replica());
            case WORD -> readWords();
        }
    }

    private void tell(Message message) {
        message.line().ifPresent(store::tell);
    }

    /** See {@link io.breakwater.observe.BreakerAdvisor}. */
    boolean mayTry(BreakerId breaker) {
        return trials.mayTry(breaker);
    }

    void failing(BreakerId breaker, int inARow) {
        loop.offer(() -> hearsay.ownRun(breaker, inARow));
    }

    void foundWell(BreakerId breaker) {
        loop.offer(() -> hearsay.foundWell(breaker));
    }

    void changed(BreakerTransition transition) {
        loop.offer(() -> noteChange(transition));
    }

    private void noteChange(BreakerTransition transition) {
        BreakerId breaker = new BreakerId(transition.route(), transition.handledBy());
        hearsay.changed(breaker);
        roster.changed(breaker, transition);
        switch (transition.to()) {
            case "OPEN" -> {
                Duration left = steering.remainingOpen(breaker);
                tell(new Message(Message.Type.OPENED, self, breaker, left.toMillis()));
                trials.opened(breaker);
            }
            case "CLOSED" -> {
                trials.closed(breaker);
                if (transition.from().equals("HALF_OPEN")) {
                    tell(new Message(Message.Type.RECOVERED, self, breaker, 0));
                }
            }
            case "HALF_OPEN" -> {}
            default -> trials.closed(breaker);
        }
        store.present(own(), this::present);
    }

    void ended(ExchangeReport report) {
        if (settings.sharesFailures() && joined && failures.takes(report)) {
            loop.offer(() -> Failures.line(self, report).ifPresent(line -> {
                store.share(line, Failures.MOST_KEPT);
                store.keepFailures(Failures.KEPT);
            }));
        }
    }

    void routesChanged() {
        loop.offer(this::applyWords);
    }

    FleetState state() {
        ReplicaState own = own();
        return new FleetState(joined, self, roster.replicas(own), roster.incidents(own), words.said());
    }

    CompletableFuture<List<SharedFailure>> find(String correlationId) {
        CompletableFuture<List<SharedFailure>> found = new CompletableFuture<>();
        if (!joined
                || !loop.offer(() -> store.readFailures(
                        Failures.MOST_KEPT,
                        entries -> found.complete(entries.stream()
                                .flatMap(entry -> Failures.parse(entry.line(), entry.at()).stream())
                                .filter(failure -> Failures.isSame(failure.correlationId(), correlationId))
                                .toList())))) {
            found.complete(List.of());
        }
        return found;
    }

    /** Says something; what comes back is there when Redis has it. */
    CompletableFuture<Optional<String>> say(
            String route,
            Optional<String> replica,
            BreakerSteering.Word says,
            String by,
            Optional<String> reason,
            Duration holds) {
        CompletableFuture<Optional<String>> said = new CompletableFuture<>();
        if (!joined) {
            said.complete(Optional.of("Redis is not to be had at present: nothing was said"));
        } else if (replica.filter(name -> !roster.knows(name)).isPresent()) {
            said.complete(Optional.of("there is no such replica"));
        } else if (!loop.offer(() -> say(new Word(route, replica, says, by, reason, 0), holds, said))) {
            said.complete(Optional.of("too much is going on: nothing was said"));
        }
        return said;
    }

    private void say(Word asked, Duration holds, CompletableFuture<Optional<String>> said) {
        String target = asked.target();
        Word word = new Word(
                asked.route(), asked.replica(), asked.says(), asked.by(), asked.reason(), words.nextRevision(target));
        // What is taken back must stay taken back for whoever did not hear it.
        Duration before = words.left(target);
        Duration kept = word.says() == BreakerSteering.Word.AUTOMATIC && before.compareTo(holds) > 0 ? before : holds;
        store.say(word, kept.toMillis(), () -> {
            words.read(word, kept.toMillis());
            applyWords();
            tell(new Message(Message.Type.WORD, self, ANY, 0));
            said.complete(Optional.empty());
        });
    }

    @Override
    public void ask(BreakerId breaker, long millis, Runnable granted, LongConsumer denied) {
        store.lease(breaker, millis, granted, denied);
    }

    @Override
    public void extend(BreakerId breaker, long millis) {
        store.extendLease(breaker, millis);
    }

    @Override
    public void after(Duration delay, Runnable task) {
        loop.after(delay, task);
    }

    @Override
    public void close() {
        joined = false;
        if (!loop.offer(() -> {
            trials.lost();
            store.absent();
            loop.after(GOODBYE, this::end);
        })) {
            end();
        }
    }

    private void end() {
        link.close();
        loop.close();
    }
}
