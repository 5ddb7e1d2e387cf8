package dev.rollcall.backend.http;

/** Answers requests of one method and one path. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers, once, through the call.
     *
     * @throws BadRequest when the request makes no sense: it is answered with that
     * @throws Exception when something else went wrong: it is logged, and answered with 500
     */
    void answer(Call call) throws Exception;
}
