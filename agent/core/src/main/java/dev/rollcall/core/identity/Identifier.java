package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Wanted;
import dev.rollcall.core.identity.RuleLists.NamedRule;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who made a call: the customer who pays, the user who acts, and what else was asked for. Made once from the
 * options.
 *
 * <p>{@link #create} runs before the application's {@code main} and only reads rules; JSON and hashing are loaded with the
 * first {@link #identify}, which belongs to the drain thread. It never throws for what a caller has sent.
 */
public final class Identifier {
    /** The property that fills {@link Identity#plan}. */
    private static final String PLAN = "plan";

    private static final String SUBSCRIPTION = "X-RapidAPI-Subscription";
    private static final int MAX_METADATA = 20;

    private final Wanted wanted;
    private final List<String> problems;
    private final Ids ids;
    private final Aliases aliases;
    private final Rule[] customerRules;
    private final Rule[] userRules;
    private final NamedRule[] properties;
    private final CredentialHeader[] credentialHeaders;
    private final JsonHeader[] jsonHeaders;
    private final KeyRule[] keyRules;
    private final int subscriptionSlot;
    private final int sdkVersionSlot;
    private final int countrySlot;

    private Identifier(Options options, AgentLog log) {
        ids = new Ids();
        aliases = new Aliases(options, log);
        InstallSecret secret = new InstallSecret(options, log);
        Needs needs = new Needs(new Tokens(System::currentTimeMillis), new Keys(secret::bytes, aliases::table), ids);
        subscriptionSlot = needs.requestHeader(SUBSCRIPTION);
        sdkVersionSlot = needs.requestHeader("X-Sdk-Version");
        countrySlot = needs.requestHeader("CF-IPCountry");
        RuleLists lists = new RuleLists(needs);
        customerRules = lists.rules(Option.CUSTOMER, options.text(Option.CUSTOMER), DefaultRules.CUSTOMER)
                .toArray(new Rule[0]);
        userRules = lists.rules(Option.USER, options.text(Option.USER), DefaultRules.USER)
                .toArray(new Rule[0]);
        properties = lists.namedRules(Option.PROPERTIES, options.text(Option.PROPERTIES))
                .toArray(new NamedRule[0]);
        keyRules = keyRules(customerRules);
        credentialHeaders = needs.credentialHeaders();
        jsonHeaders = needs.jsonHeaders();
        problems = List.copyOf(lists.problems());
        wanted = needs.wanted(!options.choice(Option.CLIENT_IP).equals("off"));
    }

    /**
     * Reads the rules.
     *
     * @param options the options
     * @param log where it is said that a secret or an alias table cannot be had
     */
    public static Identifier create(Options options, AgentLog log) {
        return new Identifier(options, log);
    }

    private static KeyRule[] keyRules(Rule[] rules) {
        int count = 0;
        for (Rule rule : rules) {
            count += rule instanceof KeyRule ? 1 : 0;
        }
        KeyRule[] keyRules = new KeyRule[count];
        for (Rule rule : rules) {
            if (rule instanceof KeyRule) {
                keyRules[keyRules.length - count--] = (KeyRule) rule;
            }
        }
        return keyRules;
    }

    /** What has to be read from every exchange. */
    public Wanted wanted() {
        return wanted;
    }

    /** One sentence for every rule that made no sense and was left out. */
    public List<String> problems() {
        return problems;
    }

    /** Starts to look after the alias table, if there is one; called when the first server was found. */
    public void start() {
        aliases.start();
    }

    /** Ids that were found and refused: too long, with control characters, or in a header that could not be read. */
    public long refused() {
        return ids.refused();
    }

    /** Who made a call. Called on the drain thread, with a record that has ended. */
    public Identity identify(Record record) {
        for (CredentialHeader header : credentialHeaders) {
            header.reset();
        }
        for (JsonHeader header : jsonHeaders) {
            header.reset();
        }
        Hit customer = firstHit(customerRules, record);
        Facts facts = properties.length == 0 ? Facts.NONE : new Facts();
        String plan = null;
        for (NamedRule property : properties) {
            String value = property.rule.applies(record) ? ids.clean(property.rule.find(record)) : null;
            if (value != null && property.name.equals(PLAN)) {
                plan = value;
            } else if (value != null) {
                facts.add(property.name, value);
            }
        }
        for (JsonHeader header : jsonHeaders) {
            Facts others = header.others(record);
            for (int i = 0; i < others.size() && i < MAX_METADATA; i++) {
                String name = others.name(i);
                String value = RuleLists.isPropertyName(name) ? ids.clean(others.value(i)) : null;
                if (value == null) {
                    continue;
                }
                if (name.equalsIgnoreCase(PLAN) && plan == null) {
                    plan = value;
                } else {
                    facts = facts == Facts.NONE ? new Facts() : facts;
                    facts.add(name, value);
                }
            }
        }
        if (plan == null) {
            plan = header(record, subscriptionSlot);
        }
        return new Identity(
                customer,
                customer == null ? null : accepted(record.status()),
                endUser(record),
                credentialHash(record),
                plan,
                header(record, sdkVersionSlot),
                country(record),
                facts);
    }

    private @Nullable Hit firstHit(Rule[] rules, Record record) {
        for (Rule rule : rules) {
            Hit hit = rule.applies(record) ? rule.hit(record, ids) : null;
            if (hit != null) {
                return hit;
            }
        }
        return null;
    }

    /** The subject of a token that a program got for itself is nobody who acts. */
    private @Nullable String endUser(Record record) {
        for (Rule rule : userRules) {
            String id = rule.applies(record) ? ids.clean(rule.find(record)) : null;
            if (id != null && (rule.kind(record) == rule.usualKind())) {
                return id;
            }
        }
        return null;
    }

    private @Nullable String credentialHash(Record record) {
        for (KeyRule rule : keyRules) {
            String hash = rule.applies(record) ? rule.hash(record) : null;
            if (hash != null) {
                return hash;
            }
        }
        return null;
    }

    private static @Nullable Boolean accepted(int status) {
        if (status >= 200 && status < 400) {
            return Boolean.TRUE;
        }
        return (status == 401 || status == 403) ? Boolean.FALSE : null;
    }

    private @Nullable String header(Record record, int slot) {
        return record.requestHeaderLength(slot) < 0 || record.requestHeaderRepeated(slot)
                ? null
                : ids.clean(record.requestHeader(slot));
    }

    /** Cloudflare sends XX when it does not know, and T1 for Tor. */
    private @Nullable String country(Record record) {
        String country = header(record, countrySlot);
        if (country == null || country.length() != 2 || country.equalsIgnoreCase("XX")) {
            return null;
        }
        return Character.isLetter(country.charAt(0)) && Character.isLetter(country.charAt(1))
                ? country.toUpperCase(Locale.ROOT)
                : null;
    }
}
