package io.breakwater.operations.console;

import io.breakwater.Breakwater;
import io.breakwater.config.SettingChange;
import io.breakwater.config.SettingsException;
import io.breakwater.operations.diagnosis.Submission;
import io.breakwater.operations.json.JsonWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the console's buttons do; each is logged, with who and from where. Stateless. */
final class Actions {

    private static final Logger LOG = LoggerFactory.getLogger("io.breakwater.console");
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    private Actions() {}

    /**
     * What an action came to.
     *
     * @param status the status for a program
     * @param json writes the answer for a program
     * @param next the page that shows it to a person, relative to the console
     */
    record Result(int status, Consumer<JsonWriter> json, String next) {}

    /** Returns what is wrong, in words. */
    static Result problem(int status, String words, String next) {
        return new Result(status, json -> json.object(() -> json.field("problem", words)), next);
    }

    static Result reload(Breakwater engine, HttpServletRequest request, String who) {
        try {
            List<SettingChange> changes = engine.reload();
            log("reload", who, request, "changes=" + changes.size());
            return new Result(
                    OK,
                    json -> json.object(() -> json.name("changes").array(changes, SettingsPage::json)),
                    "/settings");
        } catch (SettingsException e) {
            log("reload", who, request, "refused problems=" + e.problems().size());
            return new Result(
                    UNPROCESSABLE,
                    json -> json.object(() ->
                            json.name("problems").array(e.problems(), (to, problem) -> to.string(problem.toString()))),
                    "/settings");
        }
    }

    static Result diagnose(Console console, HttpServletRequest request, String who) {
        String asked = String.valueOf(request.getParameter("name"));
        // Only a route's own name goes on: it has been checked with the settings.
        String route = console.engine().routes().stream()
                .map(status -> status.route())
                .filter(asked::equals)
                .findFirst()
                .orElse("");
        if (route.isEmpty()) {
            return problem(NOT_FOUND, "there is no such route", "/");
        }
        Submission submission = console.diagnostics().request(route);
        String said = submission.getClass().getSimpleName();
        log("diagnose", who, request, "route=" + route + " came=" + said);
        int status = submission instanceof Submission.NoTarget
                ? CONFLICT
                : submission instanceof Submission.TooSoon ? TOO_MANY : ACCEPTED;
        return new Result(
                status,
                json -> json.object(() -> json.field("route", route).field("came", said)),
                console.route(route).substring(console.base().length()));
    }

    static void log(String action, String who, HttpServletRequest request, String more) {
        LOG.info(
                "console action={} who=\"{}\" from={} {}",
                action,
                Words.line(who),
                Words.line(String.valueOf(request.getRemoteAddr())),
                more);
    }
}
