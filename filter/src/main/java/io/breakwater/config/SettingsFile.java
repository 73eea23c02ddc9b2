package io.breakwater.config;

import java.nio.file.Path;

/**
 * A properties file as it was read. Immutable.
 *
 * @param path where it is; may lead there through symbolic links
 * @param text what stood in it
 */
public record SettingsFile(Path path, String text) {}
