package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Subject;
import io.breakwater.fault.Fault;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A status that is none: some containers refuse it, one takes it. The guard throws nothing of its own at the app. */
@Promise("NegativeStatus")
public class NegativeStatusContract extends EitherWayContract {
    private static final String NOTHING = "nothing";

    /** How an app sets it. */
    enum Way {
        SET {
            @Override
            void give(HttpServletResponse response) {
                response.setStatus(-1);
            }
        },
        SEND {
            @Override
            void give(HttpServletResponse response) throws IOException {
                response.sendError(-1);
            }
        };

        abstract void give(HttpServletResponse response) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theAppHearsNothingOfTheGuards(Way way) {
        Map<String, String> heard = new ConcurrentHashMap<>();
        Subject app = (request, response) -> {
            String path = request.getRequestURI();
            try {
                way.give(response);
                heard.put(path, NOTHING);
            } catch (IOException | RuntimeException e) {
                heard.put(path, e.getClass().getName() + ": " + e.getMessage());
                throw e;
            }
        };
        URI uri = start(GuardedApp.empty()
                .with(guard().at("/guarded").forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(served("/guarded", app))
                .with(served("/alone", app)));
        connectForShort(uri).send(visit("/alone")).receive();

        connectForShort(uri).send(visit("/guarded")).receive();

        assertThat(reports.only().attempts()).isEqualTo(1);
        await().until(() -> heard.size() == 2);
        if (way == Way.SET) {
            // A proxy passes such a status on: it is kept from the container, like any that is none.
            assertThat(heard.get("/guarded")).isEqualTo(NOTHING);
            assertThat(reports.only().fault()).contains(Fault.PROTOCOL_ERROR);
        } else {
            assertThat(heard.get("/guarded")).isEqualTo(heard.get("/alone"));
        }
    }
}
