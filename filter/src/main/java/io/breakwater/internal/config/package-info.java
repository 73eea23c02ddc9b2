/**
 * Settings: immutable records, the catalogue of keys that fill them, and the loader that reads and checks them. Input is
 * text, passed as {@link io.breakwater.internal.config.SettingsSources}; output is checked settings, or a {@link
 * io.breakwater.config.SettingsException} with all problems. Knows {@code fault} for the names that a retry may list;
 * nothing of servlets, of Resilience4j, or of the environment in which it runs.
 */
@NullMarked
package io.breakwater.internal.config;

import org.jspecify.annotations.NullMarked;
