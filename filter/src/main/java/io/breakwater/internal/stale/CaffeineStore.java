package io.breakwater.internal.stale;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A store in a Caffeine cache, which keeps what is asked for and written often. Thread-safe. */
final class CaffeineStore implements AnswerStore {

    private final Cache<String, Variants> cache;

    CaffeineStore(long maxBytes) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((String uri, Variants variants) -> variants.bytes(uri))
                // Evicts on the thread that writes: nothing waits for a pool that may be busy or gone.
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Optional<StoredAnswer> find(RequestHead request) {
        Variants variants = cache.getIfPresent(request.uri());
        return variants == null ? Optional.empty() : variants.find(request);
    }

    @Override
    public void put(String uri, StoredAnswer answer) {
        cache.asMap().compute(uri, (key, known) -> known == null ? new Variants(List.of(answer)) : known.with(answer));
        // By itself it may evict later, where another thread is about it.
        cache.cleanUp();
    }

    @Override
    public void remove(String uri) {
        cache.invalidate(uri);
    }

    @Override
    public void resize(long maxBytes) {
        cache.policy().eviction().ifPresent(bound -> bound.setMaximum(maxBytes));
        cache.cleanUp();
    }

    @Override
    public long bytes() {
        return cache.policy()
                .eviction()
                .map(Policy.Eviction::weightedSize)
                .orElseGet(OptionalLong::empty)
                .orElse(0);
    }
}
