package dev.rollcall.core.ship;

/** What a status means for the events that were sent. */
enum Verdict {
    /** Stored, but for what the answer's body names. */
    TAKEN,
    /** Not now: the same again, later. */
    AGAIN,
    /** Too many bytes: the same in smaller pieces. */
    TOO_LARGE,
    /** Something in it is not acceptable, and never will be. */
    REFUSED,
    /** Nothing from us is wanted here: a wrong token, a wrong address. Somebody has to do something about it. */
    UNWANTED;

    /** RFC 9110, 15; RFC 6585, 4; RFC 8470, 5.2. */
    static Verdict of(int status) {
        if (status >= 200 && status < 300) {
            return TAKEN;
        }
        switch (status) {
            case 408: // Request Timeout
            case 425: // Too Early
            case 429: // Too Many Requests
                return AGAIN;
            case 413: // Content Too Large
                return TOO_LARGE;
            case 400: // Bad Request
            case 422: // Unprocessable Content
                return REFUSED;
            default:
                return status >= 500 ? AGAIN : UNWANTED;
        }
    }
}
