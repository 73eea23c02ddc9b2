package io.breakwater.internal.config;

import java.nio.file.Path;

/**
 * A properties file as it was read. Immutable.
 *
 * @param path where it is; may lead there through symbolic links
 * @param text what stood in it
 */
public record SettingsFile(Path path, String text) {

    /** How much is read of a file: far more than any settings need, and far less than would hurt to hold. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;
}
