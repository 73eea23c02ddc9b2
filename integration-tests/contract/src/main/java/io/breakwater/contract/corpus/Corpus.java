package io.breakwater.contract.corpus;

import java.util.List;
import java.util.stream.Stream;

/** All programs. */
final class Corpus {
    private Corpus() {}

    /** Those that do not leave an error to the container. */
    static List<Program> withoutErrors() {
        List<Program> others = Stream.of(ErrorPrograms.all(), DispatchPrograms.all(), EndPrograms.all())
                .flatMap(List::stream)
                .toList();
        List<String> names = others.stream().map(Program::slug).toList();
        return all().stream().filter(program -> !names.contains(program.slug())).toList();
    }

    static List<Program> all() {
        return Stream.of(
                        PlainPrograms.all(),
                        AsyncPrograms.all(),
                        FormPrograms.all(),
                        LengthPrograms.all(),
                        HeaderPrograms.all(),
                        ReaderPrograms.all(),
                        WriterPrograms.all(),
                        ErrorPrograms.all(),
                        DispatchPrograms.all(),
                        EndPrograms.all(),
                        CopyPrograms.all())
                .flatMap(List::stream)
                .toList();
    }
}
