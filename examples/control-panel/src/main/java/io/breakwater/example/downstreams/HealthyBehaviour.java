package io.breakwater.example.downstreams;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Call;
import io.breakwater.downstream.ReceivedRequest;
import java.io.IOException;

/** A healthy service: answers at once with what was asked for. */
public record HealthyBehaviour() implements Behaviour {
    static final String EXPORT = "/export";

    /** Several times what a container holds back before it sends. */
    private static final int EXPORT_ROWS = 8_000;

    @Override
    public void serve(Call call) throws IOException {
        answer(call.request()).serve(call);
    }

    static Answer answer(ReceivedRequest request) {
        if (request.method().equals("POST")) {
            return json(201, "{\"done\": true, \"received\": " + request.bodyLength() + "}\n");
        }
        String path = request.path();
        if (path.endsWith(EXPORT)) {
            String rows = "7,storm lantern,34.50,packed\n".repeat(EXPORT_ROWS);
            return Answer.status(200)
                    .with("Content-Type", "text/plain;charset=utf-8")
                    .body(Bytes.utf8(rows));
        }
        return json(200, small(path));
    }

    private static String small(String path) {
        if (path.startsWith("/inventory")) {
            return "{\"item\": \"storm lantern\", \"inStock\": 14, \"warehouse\": \"north quay\"}\n";
        }
        if (path.startsWith("/reviews")) {
            return "{\"item\": \"storm lantern\", \"stars\": 4.6, \"latest\": \"Burned all night in a gale.\"}\n";
        }
        return "{\"order\": 7, \"item\": \"storm lantern\", \"total\": \"34.50 EUR\", \"state\": \"packed\"}\n";
    }

    private static Answer json(int status, String body) {
        return Answer.status(status).with("Content-Type", "application/json").body(Bytes.utf8(body));
    }
}
