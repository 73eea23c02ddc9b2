package io.breakwater.exchange;

import java.io.IOException;

/** What an app gets that writes or reads after its exchange has been answered by somebody else. */
final class ExchangeOverException extends IOException {

    ExchangeOverException() {
        super("The exchange is over: its deadline had passed, or its attempt had ended, and it has been answered");
    }
}
