package io.breakwater.internal.exchange;

import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.page.AgeNotice;
import io.breakwater.internal.page.ErrorResponse;
import io.breakwater.internal.stale.Banner;
import io.breakwater.internal.stale.CacheStatus;
import io.breakwater.internal.stale.GivenAnswer;
import io.breakwater.internal.stale.RequestHead;
import io.breakwater.internal.stale.StaleAnswers;
import io.breakwater.internal.stale.StoredAnswer;
import io.breakwater.page.PageFormat;
import java.util.Objects;

/** Makes the response that gives a kept answer. */
final class StoredResponse {

    private StoredResponse() {}

    static ErrorResponse of(Exchange exchange, Outcome.Failed failure, StoredAnswer stored) {
        StaleAnswers answers = Objects.requireNonNull(exchange.route().staleAnswers());
        RequestHead request = StoredInstead.requestOf(exchange);
        GivenAnswer given = answers.give(stored, request, forwarded(exchange, failure));
        if (answers.hasBanner()) {
            AgeNotice notice = exchange.route().answers().ageNotice(stored.date(), request.header("Accept-Language"));
            given = Banner.into(
                    given, notice.language(), notice.isRightToLeft(), notice.sentence(), notice.iso(), notice.time());
        }
        return new ErrorResponse(
                PageFormat.NONE,
                given.status(),
                given.with(exchange.correlationHeader(), exchange.correlationId())
                        .headers(),
                given.body());
    }

    private static CacheStatus.Forwarded forwarded(Exchange exchange, Outcome.Failed failure) {
        return new CacheStatus.Forwarded(
                exchange.hasAttempt(), failure.receivedStatus(), failure.fault().token());
    }
}
