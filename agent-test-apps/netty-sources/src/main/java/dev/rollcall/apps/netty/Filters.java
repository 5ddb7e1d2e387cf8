package dev.rollcall.apps.netty;

/** What stands in front of the routes: refusals, and filters that throw. */
final class Filters {
    private Filters() {}

    static void handle(Call call) throws Exception {
        if (call.request.decoderResult().isFailure()) {
            // No more of it will come.
            call.bodyComplete();
            call.closeAfterwards();
            call.full(400, "bad request");
            return;
        }
        String refused = call.header("X-Refuse");
        if (refused != null) {
            call.full(Integer.parseInt(refused), "refused");
            return;
        }
        if ("before".equals(call.header("X-Throw"))) {
            throw new IllegalStateException("thrown before the handler");
        }
        Routes.handle(call);
        if ("after".equals(call.header("X-Throw"))) {
            throw new IllegalStateException("thrown after the handler");
        }
    }
}
