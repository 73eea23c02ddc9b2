package io.breakwater.servers.platform;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A WebSocket that says what it has heard. */
@ServerEndpoint("/echo")
public class Echo {
    /** What to answer. */
    @OnMessage
    public String heard(String message) {
        return "heard " + message;
    }
}
