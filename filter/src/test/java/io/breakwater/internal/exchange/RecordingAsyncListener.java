package io.breakwater.internal.exchange;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener of the app's, which remembers what it has heard. Thread-safe. */
class RecordingAsyncListener implements AsyncListener {

    private final List<String> events = new CopyOnWriteArrayList<>();

    final List<String> events() {
        return events;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        events.add("complete");
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        events.add("timeout");
    }

    @Override
    public void onError(AsyncEvent event) {
        events.add("error " + event.getThrowable().getMessage());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        events.add("start");
    }
}
