package io.breakwater.operations.console;

import io.breakwater.config.ModuleSetting;
import io.breakwater.config.ModuleSetting.Kind;
import io.breakwater.config.SettingsModule;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeListener;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may see the console, as the settings in force say. Found by {@link java.util.ServiceLoader}: as what announces the settings, and as a
 * listener of the engine whose settings they are. Thread-safe.
 */
public final class ConsoleSettings implements SettingsModule, ExchangeListener {

    private static final ModuleSetting TOKEN = ModuleSetting.of(
            Kind.SECRET,
            "console.token",
            "",
            "The token that opens the console, at least " + Token.LEAST_LENGTH
                    + " characters; without token and role only direct connections from this host see it.",
            "Nobody should see it by accident.");

    private static final ModuleSetting TOKEN_FILE = ModuleSetting.of(
            Kind.TEXT,
            "console.token-file",
            "",
            "A file whose content is the token, read at each use, as a mounted secret is; instead of console.token.",
            "A secret in a file is in no list of processes and no copy of the settings.");

    private static final ModuleSetting ROLE = ModuleSetting.of(
            Kind.TEXT,
            "console.role",
            "",
            "The role of the app's own login that opens the console.",
            "The app knows its people better than a token does.");

    private volatile @Nullable EngineView engine;

    /** For {@link java.util.ServiceLoader}. */
    public ConsoleSettings() {}

    @Override
    public List<ModuleSetting> settings() {
        return List.of(TOKEN, TOKEN_FILE, ROLE);
    }

    @Override
    public void engineStarted(EngineView started) {
        engine = started;
    }

    @Override
    public boolean exchangeSucceeded(String route, int status, long elapsedNanos) {
        return true;
    }

    Optional<String> token() {
        return text(TOKEN);
    }

    Optional<String> tokenFile() {
        return text(TOKEN_FILE);
    }

    Optional<String> role() {
        return text(ROLE);
    }

    private Optional<String> text(ModuleSetting setting) {
        EngineView started = engine;
        return started == null
                ? Optional.empty()
                : Optional.of(started.setting(setting).strip()).filter(value -> !value.isEmpty());
    }
}
