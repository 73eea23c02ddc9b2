package io.breakwater.example.downstreams;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Call;
import java.io.IOException;
import java.util.Arrays;

/** Begins a healthy answer, promises its whole length, and ends the connection after half of it. */
public record CutOff() implements Behaviour {
    @Override
    public void serve(Call call) throws IOException {
        Answer whole = HealthyBehaviour.answer(call.request());
        byte[] body = whole.body().toArray();
        call.send("HTTP/1.1 " + whole.status() + " \r\nContent-Type: "
                + whole.headers().first("Content-Type").orElseThrow() + "\r\nContent-Length: " + body.length
                + "\r\n\r\n");
        call.send(Arrays.copyOf(body, body.length / 2));
        call.close();
    }
}
