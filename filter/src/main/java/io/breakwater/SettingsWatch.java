package io.breakwater;

import io.breakwater.config.SettingsException;
import io.breakwater.internal.config.LoadedSettings;
import io.breakwater.internal.log.Logs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Looks at the properties file now and then, and has the settings read again when another text stands in it. The text alone
 * counts: it tells of an edit in place, of a file that took the other's name, and of a symbolic link that leads elsewhere,
 * as in a ConfigMap that Kubernetes mounts, while times of modification do not tell of all, and events not on every system.
 *
 * <p>Thread-safe. Has a thread only while there is a file to watch.
 */
final class SettingsWatch implements AutoCloseable {

    private static final Logger LOG = Logs.of(SettingsWatch.class);

    private static final long JOIN_MILLIS = 2_000;
    /** A file that reads the same twice, this far apart, is taken for written to its end. */
    private static final long SETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int SETTLING_LOOKS = 20;

    /**
     * What was found at a look.
     *
     * @param text what stands in the file, or why it cannot be read
     */
    private record Look(boolean readable, String text) {

        /** Not by {@code equals}: the JDK's would keep our class loader (see RATIONALE). */
        boolean isLike(Look other) {
            return readable == other.readable && text.equals(other.text);
        }
    }

    private final Runnable reload;
    private final Consumer<String> refusals;
    private @Nullable Thread thread;
    private boolean closed;
    private volatile Optional<Path> file = Optional.empty();
    private volatile Optional<Duration> interval = Optional.empty();
    private volatile Look seen = new Look(false, "");
    /** Whether an error was told of, which would come again at every look. */
    private boolean broken;

    /**
     * @param reload reads all settings anew; throws when they are refused
     * @param refusals is told why there was nothing to reload, when the file has gone or is none any more
     */
    SettingsWatch(Runnable reload, Consumer<String> refusals) {
        this.reload = reload;
        this.refusals = refusals;
    }

    /** These settings are in force now. */
    synchronized void follow(LoadedSettings loaded) {
        if (closed) {
            return;
        }
        file = loaded.file().map(LoadedSettings.PropertiesFile::path);
        loaded.file().ifPresent(read -> seen = new Look(true, read.text()));
        interval = loaded.settings().reloadInterval();
        if (isWanted() && thread == null) {
            Thread watching = new Thread(this::watch, "breakwater-settings");
            watching.setDaemon(true);
            thread = watching;
            watching.start();
        } else if (thread != null) {
            // It may sleep for longer than it is to now, or not be wanted any more.
            LockSupport.unpark(thread);
        }
    }

    private boolean isWanted() {
        return file.isPresent() && interval.isPresent();
    }

    private synchronized boolean goesOn() {
        if (!closed && isWanted()) {
            return true;
        }
        thread = null;
        return false;
    }

    private void watch() {
        while (goesOn()) {
            LockSupport.parkNanos(this, interval.orElse(Duration.ZERO).toNanos());
            tryToLook();
        }
    }

    @SuppressWarnings(
            "IllegalCatch") // it must go on: a look that failed for want of memory says nothing about the next
    private void tryToLook() {
        try {
            look();
            broken = false;
        } catch (RuntimeException | Error e) {
            if (!broken) {
                broken = true;
                LOG.warn("settings file={} could not be looked at; told once, and tried again", file, e);
            }
        }
    }

    /** Reads the file, and puts it in force if it is another. */
    void look() {
        file.ifPresent(this::look);
    }

    private void look(Path path) {
        Look now = read(path);
        if (now.isLike(seen)) {
            return;
        }
        for (int i = 0; i < SETTLING_LOOKS && !isClosed(); i++) {
            LockSupport.parkNanos(this, SETTLED_NANOS);
            Look again = read(path);
            if (again.isLike(now)) {
                seen = now;
                putInForce(path, now);
                return;
            }
            now = again;
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever it is, the settings in force stay, and the next edit has its chance
    private void putInForce(Path path, Look now) {
        if (!now.readable()) {
            LOG.warn("settings not reloaded file={} which {}; those in force stay", path, now.text());
            refusals.accept(path + " " + now.text());
            return;
        }
        try {
            reload.run();
        } catch (SettingsException e) {
            LOG.warn("settings not reloaded file={}; those in force stay. {}", path, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.warn("settings not reloaded file={}; those in force stay", path, e);
        }
    }

    private static Look read(Path path) {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                // A pipe would never end.
                return new Look(false, "is no file any more");
            }
            if (Files.size(path) > LoadedSettings.PropertiesFile.MAX_BYTES) {
                return new Look(
                        false, "is larger than " + LoadedSettings.PropertiesFile.MAX_BYTES / (1024 * 1024) + " MB");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return new Look(
                        true,
                        new String(in.readNBytes(LoadedSettings.PropertiesFile.MAX_BYTES), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return new Look(false, Files.notExists(path) ? "is not there any more" : "cannot be read: " + e);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends the thread. */
    @Override
    public void close() {
        Thread watching;
        synchronized (this) {
            closed = true;
            watching = thread;
        }
        if (watching != null) {
            LockSupport.unpark(watching);
            try {
                watching.join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
