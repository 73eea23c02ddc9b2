package io.breakwater.internal.container;

import java.io.IOException;

/** What an app gets that writes or reads after its exchange has been answered by somebody else. */
public final class ExchangeOverException extends IOException {

    public ExchangeOverException() {
        super("The exchange is over: its deadline had passed, or its attempt had ended, and it has been answered");
    }
}
