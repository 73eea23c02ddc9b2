package io.breakwater.contract;

import io.breakwater.contract.app.StreamingProxy;
import jakarta.servlet.Servlet;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same through a servlet that blocks, and fails once the answer is out. */
@Promise("EarlyAnswer")
public class StreamedEarlyAnswerContract extends UnreadEarlyAnswerContract {
    @Override
    protected final Servlet proxyTo(URI target) {
        return new StreamingProxy(target).asServlet();
    }

    @ParameterizedTest
    @EnumSource(After.class)
    void anAnswerWhoseLastChunkIsOutIsAnAnswer(After after) {
        assertAnswered("/chunked", 413, "too large", after);
    }
}
