package dev.rollcall.core.identity;

import org.jspecify.annotations.Nullable;

/** Who made a call, as far as the rules could tell. Immutable. */
public final class Identity {
    private final @Nullable Hit customer;
    private final @Nullable Boolean accepted;
    private final @Nullable String endUser;
    private final @Nullable String credentialHash;
    private final @Nullable String plan;
    private final @Nullable String sdkVersion;
    private final @Nullable String country;
    private final Facts properties;

    Identity(
            @Nullable Hit customer,
            @Nullable Boolean accepted,
            @Nullable String endUser,
            @Nullable String credentialHash,
            @Nullable String plan,
            @Nullable String sdkVersion,
            @Nullable String country,
            Facts properties) {
        this.customer = customer;
        this.accepted = accepted;
        this.endUser = endUser;
        this.credentialHash = credentialHash;
        this.plan = plan;
        this.sdkVersion = sdkVersion;
        this.country = country;
        this.properties = properties;
    }

    /** Who pays: 1 to 256 characters without control characters; null when no rule found anybody. */
    public @Nullable String customerId() {
        return customer == null ? null : customer.id();
    }

    /** What to call the customer on a page, or null. */
    public @Nullable String customerName() {
        return customer == null ? null : customer.name();
    }

    /** What sort of thing the customer's id names; null when there is no id. */
    public @Nullable CustomerKind customerKind() {
        return customer == null ? null : customer.kind();
    }

    /** The rule that found the customer, as it was written; null when there is no id. */
    public @Nullable String customerSource() {
        return customer == null ? null : customer.source();
    }

    /**
     * Whether the application took the caller for the customer: true for an answer of 2xx or 3xx, false for 401 and 403,
     * null when the answer does not tell or there is no customer.
     */
    public @Nullable Boolean customerAccepted() {
        return accepted;
    }

    /** The person behind the customer, or null. */
    public @Nullable String endUser() {
        return endUser;
    }

    /** The keyed hash of the API key or opaque token of the call, 16 hexadecimal digits, or null. */
    public @Nullable String credentialHash() {
        return credentialHash;
    }

    /** What the customer has subscribed to, or null. */
    public @Nullable String plan() {
        return plan;
    }

    /** The version of the client library, from {@code X-Sdk-Version}, or null. */
    public @Nullable String sdkVersion() {
        return sdkVersion;
    }

    /** Two letters (ISO 3166-1), from {@code CF-IPCountry}, or null. */
    public @Nullable String country() {
        return country;
    }

    /** How many properties were found. */
    public int properties() {
        return properties.size();
    }

    /** The name of a property, from 0. */
    public String propertyName(int index) {
        return properties.name(index);
    }

    /** The value of a property, from 0. */
    public String propertyValue(int index) {
        return properties.value(index);
    }
}
