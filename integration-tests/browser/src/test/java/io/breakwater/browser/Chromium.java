package io.breakwater.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium of this machine, and its driver of the same version: Debian has both as packages. */
record Chromium(Path browser, Path driver) {

    static final String ABSENCE = "SKIPPED: the page was not tried in a browser, because there is no chromium with its"
            + " chromedriver on the PATH. On Debian: apt-get install chromium chromium-driver";

    static Optional<Chromium> find() {
        Optional<Path> browser =
                onPath("chromium").or(() -> onPath("chromium-browser")).or(() -> onPath("google-chrome"));
        return browser.flatMap(found -> onPath("chromedriver").map(driver -> new Chromium(found, driver)));
    }

    private static Optional<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
