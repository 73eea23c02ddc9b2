/**
 * Settings: immutable records, the catalogue of keys that fill them, and the loader that reads properties and checks them
 * once. What comes in is text, handed over as {@link io.breakwater.internal.config.SettingsSources}; what goes out is checked, or a
 * {@link io.breakwater.config.SettingsException} that names everything wrong. Knows {@code fault} for the names a retry may
 * list; nothing of servlets, of Resilience4j, or of the environment it runs in.
 */
@NullMarked
package io.breakwater.internal.config;

import org.jspecify.annotations.NullMarked;
