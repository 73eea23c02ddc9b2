package io.breakwater.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A properties file that is replaced as a whole, as deployments do.
 *
 * @param directory where it is
 */
record RewrittenSettings(Path directory) {

    /** Where the file is, with these lines in it. */
    Path write(List<String> lines) throws IOException {
        Path fresh = Files.write(directory.resolve("fresh.properties"), lines);
        return Files.move(
                fresh,
                directory.resolve("breakwater.properties"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
