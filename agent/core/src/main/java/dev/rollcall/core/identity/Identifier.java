package dev.rollcall.core.identity;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Wanted;
import dev.rollcall.core.identity.RuleLists.NamedRule;
import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who made a call: the customer who pays, the user who acts, and what else was asked for. Made once from the
 * options.
 *
 * <p>{@link #create} runs before the application's {@code main} and only reads rules; JSON and hashing are loaded with the
 * first {@link #identify}, which belongs to the drain thread. It never throws for what a caller has sent. Another thread
 * needs a {@link #sibling}.
 */
public final class Identifier {
    /** The property that fills {@link Identity#plan}. */
    private static final String PLAN = "plan";

    private static final String SUBSCRIPTION = "X-RapidAPI-Subscription";
    private static final int MAX_METADATA = 20;
    private static final int REMEMBERED = 4096;
    private static final int REMEMBERED_BY_SIBLINGS = 128;

    private final Options options;
    private final InstallSecret secret;
    private final Wanted wanted;
    private final List<String> problems;
    private final Ids ids;
    private final Aliases aliases;
    private final Tokens tokens;
    private final Rule[] customerRules;
    private final Rule[] userRules;
    /** How often each rule was the first to find an id here; written by one thread at a time. */
    private final AtomicLongArray customerHits;

    private final AtomicLongArray userHits;
    /** The first identifier and its siblings: they have the same rules, and their hits are added up. */
    private final List<Identifier> family;

    private final NamedRule[] properties;
    private final CredentialHeader[] credentialHeaders;
    private final JsonHeader[] jsonHeaders;
    private final KeyRule[] keyRules;
    private final int subscriptionSlot;
    private final int sdkVersionSlot;
    private final int countrySlot;

    private Identifier(
            Options options,
            Ids ids,
            Aliases aliases,
            InstallSecret secret,
            Supplier<byte[]> secretBytes,
            int remember,
            @Nullable Identifier elder) {
        this.options = options;
        this.ids = ids;
        this.aliases = aliases;
        this.secret = secret;
        tokens = new Tokens(System::currentTimeMillis, remember);
        Needs needs = new Needs(tokens, new Keys(secretBytes, aliases::table, remember), ids);
        subscriptionSlot = needs.requestHeader(SUBSCRIPTION);
        sdkVersionSlot = needs.requestHeader("X-Sdk-Version");
        countrySlot = needs.requestHeader("CF-IPCountry");
        RuleLists lists = new RuleLists(needs);
        customerRules = lists.rules(Option.CUSTOMER, options.text(Option.CUSTOMER), DefaultRules.CUSTOMER)
                .toArray(new Rule[0]);
        userRules = lists.rules(Option.USER, options.text(Option.USER), DefaultRules.USER)
                .toArray(new Rule[0]);
        customerHits = new AtomicLongArray(customerRules.length);
        userHits = new AtomicLongArray(userRules.length);
        family = elder == null ? new CopyOnWriteArrayList<>() : elder.family;
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
        InstallSecret secret = new InstallSecret(options, log);
        Aliases aliases = new Aliases(options, log);
        Identifier first = new Identifier(options, new Ids(), aliases, secret, secret::bytes, REMEMBERED, null);
        first.family.add(first);
        return first;
    }

    /**
     * One with the same rules, the same secret and the same alias table for another thread, which remembers few
     * credentials. It touches no disk: {@link #identifyCustomer} throws {@link SecretNotReady} as long as an API key
     * would need the secret and this identifier has not read it, which {@link #helpSiblings} makes it do.
     */
    public Identifier sibling() {
        Identifier sibling =
                new Identifier(options, ids, aliases, secret, secret::knownBytes, REMEMBERED_BY_SIBLINGS, this);
        family.add(sibling);
        return sibling;
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

    /** The rules for the customer in their order, each with how many ids it found. */
    public List<RuleHits> customerRules() {
        return hits(customerRules, member -> member.customerHits);
    }

    /** The rules for the end user in their order, each with how many ids it found. */
    public List<RuleHits> userRules() {
        return hits(userRules, member -> member.userHits);
    }

    private List<RuleHits> hits(Rule[] rules, Function<Identifier, AtomicLongArray> counts) {
        List<RuleHits> hits = new ArrayList<>();
        for (int i = 0; i < rules.length; i++) {
            long sum = 0;
            for (Identifier member : family) {
                sum += counts.apply(member).get(i);
            }
            hits.add(new RuleHits(rules[i].text(), sum));
        }
        return hits;
    }

    private static void count(AtomicLongArray hits, int rule) {
        hits.setRelease(rule, hits.getPlain(rule) + 1);
    }

    /** Names, never values, of claims that stood at the top of tokens. Sorted, and bounded: strangers choose them. */
    public List<String> claimNames() {
        return tokens.claimNames();
    }

    /** Starts to look after the alias table, if there is one; called when the first server was found. */
    public void start() {
        aliases.start();
    }

    /** Ids that were found and refused: too long, with control characters, or in a header that could not be read. */
    public long refused() {
        return ids.refused();
    }

    /** The customer alone, with none of the other facts. */
    public Identity identifyCustomer(Record record) {
        Hit customer = customer(record);
        return new Identity(
                customer,
                customer == null ? null : accepted(record.status()),
                null,
                null,
                null,
                null,
                null,
                Facts.NONE);
    }

    private @Nullable Hit customer(Record record) {
        for (CredentialHeader header : credentialHeaders) {
            header.reset();
        }
        for (JsonHeader header : jsonHeaders) {
            header.reset();
        }
        return firstHit(record);
    }

    /** What the drain thread does for its siblings between two records. */
    public void helpSiblings() {
        secret.fetchIfWanted();
    }

    /** Who made a call. Called on the drain thread, with a record that has ended. */
    public Identity identify(Record record) {
        Hit customer = customer(record);
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

    private @Nullable Hit firstHit(Record record) {
        for (int i = 0; i < customerRules.length; i++) {
            Rule rule = customerRules[i];
            Hit hit = rule.applies(record) ? rule.hit(record, ids) : null;
            if (hit != null) {
                count(customerHits, i);
                return hit;
            }
        }
        return null;
    }

    private @Nullable String endUser(Record record) {
        for (int i = 0; i < userRules.length; i++) {
            Rule rule = userRules[i];
            String id = rule.applies(record) ? rule.endUser(record, ids) : null;
            if (id != null) {
                count(userHits, i);
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
