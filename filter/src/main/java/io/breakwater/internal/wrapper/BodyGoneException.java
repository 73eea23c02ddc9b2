package io.breakwater.internal.wrapper;

/** What an attempt gets that asks for the body in a way in which an earlier one has left nothing of it. */
final class BodyGoneException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    BodyGoneException() {
        super("An earlier attempt has used the body of the request in another way: there can be no other");
    }
}
