package io.breakwater.contract.corpus;

import java.util.List;
import java.util.stream.Stream;

/** All programs. */
final class Corpus {
    private Corpus() {}

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
                        CopyPrograms.all(),
                        NamedPrograms.all(),
                        CornerPrograms.all(),
                        KeptPrograms.all(),
                        LinePrograms.all(),
                        TypedPrograms.all(),
                        LatePrograms.all(),
                        ListenerPrograms.all(),
                        TargetPrograms.all(),
                        StrangerPrograms.all(),
                        DrivenPrograms.all())
                .flatMap(List::stream)
                .toList();
    }
}
