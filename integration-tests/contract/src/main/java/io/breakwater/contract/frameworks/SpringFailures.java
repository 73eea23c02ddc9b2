package io.breakwater.contract.frameworks;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Handlers that fail at once. */
@RestController
@RequestMapping
public class SpringFailures {
    @ResponseStatus(HttpStatus.GONE)
    static final class WithStatus extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ResponseStatus(code = HttpStatus.CONFLICT, reason = "taken")
    static final class WithReason extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final class Advised extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final class AdvisedStatus extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final class AdvisedBadly extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What answers some of them. */
    @RestControllerAdvice
    public static class Advice {
        @ExceptionHandler(Advised.class)
        ResponseEntity<String> advised() {
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY)
                    .header("X-Advice", "given")
                    .body("advised");
        }

        @ExceptionHandler(AdvisedStatus.class)
        @ResponseStatus(code = HttpStatus.BAD_REQUEST, reason = "by advice")
        void status() {}

        @ExceptionHandler(AdvisedBadly.class)
        String badly() {
            throw new IllegalStateException("in the advice");
        }
    }

    @GetMapping("/ok")
    String ok() {
        return "calm";
    }

    @PostMapping(path = "/text", consumes = "text/plain")
    String text(@RequestBody String text) {
        return text;
    }

    @GetMapping("/nothing")
    void nothing() {}

    @GetMapping({"/intercepted", "/post-handle"})
    String intercepted() {
        return "perhaps sent";
    }

    @GetMapping("/checked")
    String checked() throws Exception {
        throw new Exception("checked");
    }

    @GetMapping("/runtime")
    String runtime() {
        throw new IllegalStateException("runtime");
    }

    @GetMapping("/error")
    String error() {
        throw new AssertionError("error");
    }

    @GetMapping("/with-status")
    String withStatus() {
        throw new WithStatus();
    }

    @GetMapping("/with-reason")
    String withReason() {
        throw new WithReason();
    }

    @GetMapping("/status/{status}")
    String status(@PathVariable("status") int status) {
        throw new ResponseStatusException(HttpStatusCode.valueOf(status), "a reason");
    }

    @GetMapping("/problem")
    String problem() {
        throw new ErrorResponseException(HttpStatus.CONFLICT, problemDetail(), new IllegalStateException("cause"));
    }

    @GetMapping("/problem-returned")
    ProblemDetail problemDetail() {
        return ProblemDetail.forStatus(HttpStatus.CONFLICT);
    }

    @GetMapping("/advised")
    String advised() {
        throw new Advised();
    }

    @GetMapping("/advised-status")
    String advisedStatus() {
        throw new AdvisedStatus();
    }

    @GetMapping("/advice-throws")
    String advisedBadly() {
        throw new AdvisedBadly();
    }

    @GetMapping("/unwritable")
    SpringApp.Unwritable unwritable() {
        return new SpringApp.Unwritable();
    }

    @GetMapping("/entity/{status}")
    ResponseEntity<String> entity(@PathVariable("status") int status) {
        return ResponseEntity.status(status).header("X-Reason", "own").body("this went wrong");
    }

    @GetMapping("/number")
    String number(@RequestParam("n") int number) {
        if (number < 0) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "below zero");
        }
        return Integer.toString(number);
    }

    @GetMapping("/send-error")
    void sendError(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_FORBIDDEN, "by hand");
    }

    @GetMapping("/send-error-throw")
    void sendErrorAndThrow(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
        throw new IllegalStateException("after it");
    }

    @GetMapping("/redirect")
    ModelAndView redirect() {
        return new ModelAndView("redirect:/elsewhere");
    }

    @GetMapping("/redirect-entity")
    ResponseEntity<String> redirectEntity() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/elsewhere"))
                .build();
    }
}
