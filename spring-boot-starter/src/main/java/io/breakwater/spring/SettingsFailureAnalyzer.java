package io.breakwater.spring;

import io.breakwater.config.SettingsException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells of wrong settings the way Boot tells of everything that keeps an app from starting, instead of by a stack trace. */
final class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<SettingsException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SettingsException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct the settings named above. Nothing was started, so that no request goes unguarded.",
                cause);
    }
}
