package io.breakwater.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortTest {
    private static final int TURNS = 2_000;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere two sockets may not share an address")
    void nobodyElseGetsItBetweenOneTurnAndTheNext() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger tries = new AtomicInteger();
        try (Port port = new Port(0, socket -> {})) {
            Thread other = new Thread(() -> {
                while (!over.get()) {
                    taken.addAndGet(canTake(port.number()) ? 1 : 0);
                    tries.incrementAndGet();
                }
            });
            other.start();
            try {
                for (int i = 0; i < TURNS; i++) {
                    port.shut();
                    port.open();
                }
            } finally {
                over.set(true);
                other.join();
            }
        }
        assertThat(tries.get()).isPositive();
        assertThat(taken).hasValue(0);
    }

    private static boolean canTake(int number) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return true;
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
