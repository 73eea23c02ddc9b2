package io.breakwater.servers;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What goes into a WAR. */
final class WarFiles {
    /** Of all entries: a time of the build's would make each build another WAR. */
    private static final long NO_TIME = 0;

    private WarFiles() {}

    /** Puts in the filter's jar, and those it needs. */
    static void putLibraries(Map<String, byte[]> files) {
        for (Path jar : sorted(Path.of("target/lib"))) {
            files.put("WEB-INF/lib/" + jar.getFileName(), read(jar));
        }
    }

    /** Puts in all classes that lie beside one of this module's. */
    static void putPackageOf(Map<String, byte[]> files, Class<?> type) {
        String name = type.getPackageName();
        for (Path file : sorted(Path.of("target/test-classes").resolve(name.replace('.', File.separatorChar)))) {
            files.put("WEB-INF/classes/" + name.replace('.', '/') + "/" + file.getFileName(), read(file));
        }
    }

    private static List<Path> sorted(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packs them, to the same bytes each time. */
    static byte[] zipped(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
