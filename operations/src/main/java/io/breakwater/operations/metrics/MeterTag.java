package io.breakwater.operations.metrics;

/** The tags of meters, with their values. None has a value that a client chooses. Immutable. */
enum MeterTag {
    ROUTE("route", "the route's name in the settings"),
    FAULT("fault", "a word of [faults.md](faults.md), or `none`"),
    ENDING(
            "ending",
            "`released`, `page`, `maintenance`, `stored`, `aborted` or `client_gone`, as in [on-call.md](on-call.md)"),
    STATUS("status", "the class of the status: `1xx` to `5xx`, or `other`"),
    PAGE(
            "page",
            "the format of the page: `html`, `json`, `text`, `events`, `empty` for a status without a body, `none` for no page"),
    INJECTED("injected", "`true` where something was injected for a [game day](game-day.md), else `false`"),
    REASON(
            "reason",
            "`not_eligible`, `body_too_large`, `not_repeatable`, `response_started`, `attempts_used_up`, `no_time`, `budget` or `circuit_open`"),
    STATE("state", "`closed`, `open`, `half_open`, `forced_open`, `disabled` or `metrics_only`, as in Resilience4j"),
    FROM("from", "the state before"),
    TO("to", "the state after"),
    RESULT("result", "`accepted` or `refused`"),
    WOULD("would", "`refuse`, `maintenance`, `retry`, `page`, `stored` or `abort`");

    private final String key;
    private final String meaning;

    MeterTag(String key, String meaning) {
        this.key = key;
        this.meaning = meaning;
    }

    String key() {
        return key;
    }

    /** Returns what values it has, in words for operators. */
    String meaning() {
        return meaning;
    }
}
