package dev.rollcall.core.identity;

/** What sort of thing an id names. */
public enum CustomerKind {
    /** An organisation, tenant or account. */
    ORG("org"),
    /** An OAuth client or a consumer at the gateway. */
    CLIENT("client"),
    /** A person. */
    USER("user"),
    /** A hashed API key that no alias table gave a customer. */
    API_KEY("api_key"),
    /** A program with an account of its own. */
    SERVICE("service");

    private final String wireName;

    CustomerKind(String wireName) {
        this.wireName = wireName;
    }

    /** The word on the wire, for example {@code api_key}. */
    public String wireName() {
        return wireName;
    }
}
