package io.breakwater.contract;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** An app's listener that remembers what it heard. Thread-safe. */
public class RecordingListener implements AsyncListener {
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final List<AsyncEvent> events = new CopyOnWriteArrayList<>();

    private void note(String name, AsyncEvent event) {
        events.add(event);
        names.add(name);
    }

    List<String> names() {
        return List.copyOf(names);
    }

    /** Waits for the first event of that name. */
    AsyncEvent await(String name) {
        Awaitility.await().until(() -> names.contains(name));
        return events.get(names.indexOf(name));
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
        note("complete", event);
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        note("timeout", event);
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
        note("error", event);
    }

    @Override
    public void onStartAsync(AsyncEvent event) throws IOException {
        note("start", event);
    }
}
