package dev.rollcall.backend.http;

/** A request that is not answered with what it asks for, and why. */
public final class BadRequest extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    /**
     * Makes one.
     *
     * @param status 400 to 499, or 503
     * @param code a word for programs, in snake_case
     * @param message a sentence for people: what was wrong, and what would be right
     */
    public BadRequest(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** A value of a query parameter or of a field of the body that cannot be. */
    public static BadRequest value(String message) {
        return new BadRequest(400, "bad_value", message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
