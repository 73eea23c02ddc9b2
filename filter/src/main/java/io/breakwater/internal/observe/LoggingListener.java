package io.breakwater.internal.observe;

import io.breakwater.fault.Fault;
import io.breakwater.internal.log.Logs;
import io.breakwater.internal.log.PrintableText;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.Injection;
import io.breakwater.observe.Maintenance;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Logs an event for each exchange that failed, or would have been refused, as {@code key=value} pairs with the correlation
 * ID. A success after more than one attempt is logged at DEBUG; a success at the first attempt is not logged.
 */
final class LoggingListener implements ExchangeListener {

    private static final Logger LOG = Logs.of("io.breakwater.exchange");
    private static final Logger BREAKER_LOG = Logs.of("io.breakwater.breaker");

    private static final Logger MAINTENANCE_LOG = Logs.of("io.breakwater.maintenance");

    private static final Logger INJECTION_LOG = Logs.of("io.breakwater.injection");

    private static final String OBSERVED = " mode=observe";
    private static final String INJECTED = " injected=true";
    private static final int MAX_VALUE = 256;

    @Override
    public void exchangeEnded(ExchangeReport report) {
        if (report.fault().isPresent()
                || report.suppressedAction().isPresent()
                || report.injected()
                || report.ending() == ExchangeReport.Ending.MAINTENANCE) {
            if (LOG.isInfoEnabled()) {
                LOG.info(format(report));
            }
            if (report.cause().isPresent() && LOG.isDebugEnabled()) {
                LOG.debug(
                        "cause correlationId={}",
                        report.correlationId(),
                        report.cause().get());
            }
        } else if (report.attempts() > 1 && LOG.isDebugEnabled()) {
            LOG.debug(format(report));
        }
    }

    @Override
    public void breakerChanged(BreakerTransition transition) {
        BREAKER_LOG.warn(
                "breaker route={}{}{} from={} to={}{} lastFault={} check=\"{}\"{}",
                transition.route(),
                appsBreaker(transition.appsBreaker()),
                transition
                        .handledBy()
                        .map(pattern -> " handledBy=\"" + pattern + "\"")
                        .orElse(""),
                transition.from(),
                transition.to(),
                transition.reason().map(reason -> " reason=\"" + reason + "\"").orElse(""),
                transition.lastFault().map(Fault::token).orElse("none"),
                transition.lastFault().map(Fault::operatorSentence).orElse(""),
                transition.observed() ? OBSERVED : "");
    }

    @Override
    public void maintenanceStarted(Maintenance maintenance) {
        MAINTENANCE_LOG.info("maintenance started {}", told(maintenance));
    }

    @Override
    public void maintenanceEnded(Maintenance maintenance) {
        MAINTENANCE_LOG.info("maintenance ended {}", told(maintenance));
    }

    @Override
    public void injectionStarted(Injection injection) {
        INJECTION_LOG.warn("injection started {}", told(injection));
    }

    @Override
    public void injectionEnded(Injection injection) {
        INJECTION_LOG.info("injection ended {}", told(injection));
    }

    private static String told(Injection injection) {
        return "route=" + value(injection.route())
                + " source=" + (injection.by().isPresent() ? "operator" : "settings")
                + " until=" + injection.until()
                + injection.by().map(by -> " by=" + value(by)).orElse("")
                + injection.reason().map(LoggingListener::reason).orElse("")
                + " what=\"" + injection.summary() + '"';
    }

    private static String reason(String reason) {
        return " reason=\""
                + PrintableText.shortened(PrintableText.line(reason), MAX_VALUE).replace('"', '\'') + '"';
    }

    private static String told(Maintenance maintenance) {
        return "route=" + value(maintenance.route())
                + " source=" + maintenance.source().name().toLowerCase(Locale.ROOT)
                + " until=" + maintenance.until().map(Instant::toString).orElse("-")
                + maintenance.by().map(by -> " by=" + value(by)).orElse("")
                + maintenance.reason().map(LoggingListener::reason).orElse("");
    }

    private static String format(ExchangeReport report) {
        return "exchange correlationId=" + value(report.correlationId())
                + " route=" + value(report.route())
                + " downstream=" + value(report.downstream().orElse("-"))
                + " method=" + value(report.method())
                + " path=" + value(report.path())
                + " fault=" + report.fault().map(Fault::token).orElse("none")
                + " status=" + report.status()
                + " attempts=" + report.attempts()
                + " elapsedMs=" + report.elapsed().toMillis()
                + " deadlineLeftMs=" + report.deadlineLeft().toMillis()
                + " breaker=" + report.breakerState()
                + appsBreaker(report.appsBreaker())
                + " ending=" + report.ending().name().toLowerCase(Locale.ROOT)
                + (report.injected() ? INJECTED : "")
                + (report.observed() ? OBSERVED + " would=" + would(report) : "");
    }

    private static String appsBreaker(Optional<String> name) {
        return name.map(known -> " appsBreaker=" + value(known)).orElse("");
    }

    private static String would(ExchangeReport report) {
        String would = report.suppressedAction()
                .map(known -> known.name().toLowerCase(Locale.ROOT))
                .orElse("none");
        return report.suppressedFault().equals(report.fault())
                ? would
                : report.suppressedFault()
                        .map(fault -> would + " for=" + fault.token())
                        .orElse(would);
    }

    /** Returns a value that stays on its line and within its pair: a request must not be able to forge log lines. */
    static String value(String raw) {
        String cut = raw.length() > MAX_VALUE ? raw.substring(0, MAX_VALUE) : raw;
        StringBuilder safe = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            if (c > ' ' && c < 0x7f && c != '"' && c != '=') {
                safe.append(c);
            } else {
                safe.append("%").append(String.format(Locale.ROOT, c < 0x100 ? "%02X" : "u%04X", (int) c));
            }
        }
        return safe.isEmpty() ? "-" : safe.toString();
    }
}
