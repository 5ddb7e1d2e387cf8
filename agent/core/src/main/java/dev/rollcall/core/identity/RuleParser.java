package dev.rollcall.core.identity;

import dev.rollcall.core.options.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads one rule:
 *
 * <pre>
 * header:NAME   response-header:NAME   json-header:NAME#path   json-response-header:NAME#path
 * jwt:claim.path   jwt@HEADER:claim.path   api-key:NAME   api-key:query.NAME   basic   principal   attribute:NAME
 * path:REGEX   host:REGEX   query:NAME   cookie:NAME   client-id-of-sigv4
 * </pre>
 *
 * <p>The names of a path have dots between. A name that has dots itself stands in double quotes; one that is an address
 * ({@code https://example.com/org_id}) needs none and reaches to the end.
 */
final class RuleParser {
    private static final String[] FORMS = {
        "header:NAME",
        "response-header:NAME",
        "json-header:NAME#path",
        "json-response-header:NAME#path",
        "jwt:claim.path",
        "jwt@HEADER:claim.path",
        "api-key:NAME",
        "api-key:query.NAME",
        "basic",
        "principal",
        "attribute:NAME",
        "path:REGEX",
        "host:REGEX",
        "query:NAME",
        "cookie:NAME",
        "client-id-of-sigv4"
    };
    private static final String QUERY_KEY = "query.";
    private static final int MAX_PATH = 8;
    private static final int MAX_NAME = 256;

    private final Needs needs;
    private final String text;
    /** Where the word that tells the kind ends. */
    private final int wordEnd;
    /** What stands behind the colon, and where it begins. */
    private final String argument;

    private final int argumentAt;

    private RuleParser(String text, Needs needs) {
        this.needs = needs;
        this.text = text;
        int end = 0;
        while (end < text.length() && text.charAt(end) != ':' && text.charAt(end) != '@') {
            end++;
        }
        int colon = text.indexOf(':', end);
        this.wordEnd = end;
        this.argumentAt = colon < 0 ? text.length() : colon + 1;
        this.argument = text.substring(argumentAt);
    }

    /**
     * Reads a rule, and the rule for names that goes with it.
     *
     * @throws RuleMistake when it is none
     */
    static Rule parse(String text, Needs needs, boolean byDefault) throws RuleMistake {
        if (!needs.hasRoom()) {
            throw new RuleMistake(0, "asks for one header too many; write rules for at most " + Needs.MAX_HEADERS);
        }
        Rule rule = new RuleParser(text, needs).parse(byDefault);
        String nameRule = DefaultRules.nameRule(text);
        if (nameRule != null && needs.hasRoom()) {
            rule.namedBy(new RuleParser(nameRule, needs).parse(byDefault));
        }
        return rule;
    }

    private Rule parse(boolean byDefault) throws RuleMistake {
        String word = text.substring(0, wordEnd);
        if (wordEnd < text.length() && text.charAt(wordEnd) == '@' && !word.equals("jwt")) {
            throw new RuleMistake(wordEnd, "\"@\" goes with jwt only; write jwt@HEADER:claim.path");
        }
        switch (word) {
            case "header":
                return header(headerName(argument, "header:NAME"));
            case "response-header":
                String name = headerName(argument, "response-header:NAME");
                return new HeaderRule(text, DefaultRules.kindOfHeader(name), needs.responseHeader(name), true);
            case "json-header":
                return jsonHeader(false);
            case "json-response-header":
                return jsonHeader(true);
            case "jwt":
                CredentialHeader token = needs.credentialHeader(tokenHeader());
                return new JwtRule(text, path(argument, argumentAt), token, needs.tokens());
            case "api-key":
                return apiKey(byDefault);
            case "basic":
                return new BasicRule(bare(), needs.credentialHeader("Authorization"));
            case "client-id-of-sigv4":
                return new SigV4Rule(bare(), needs.credentialHeader("Authorization"));
            case "principal":
                needs.principal();
                return new PrincipalRule(bare());
            case "attribute":
                String attribute = argument("attribute:NAME");
                return new AttributeRule(
                        text,
                        attribute.equals("rollcall.user") ? CustomerKind.USER : CustomerKind.ORG,
                        needs.attribute(attribute));
            case "path":
                return new PatternRule(text, pattern("path:REGEX"), false, needs.ids());
            case "host":
                return new PatternRule(text, pattern("host:REGEX"), true, needs.ids());
            case "query":
                String parameter = argument("query:NAME");
                needs.query();
                return new QueryRule(text, parameter);
            case "cookie":
                String cookie = argument("cookie:NAME");
                return new TextKeyRule(
                        text, needs.keys(), new CookieValue(text, needs.requestHeader("Cookie"), cookie));
            case "mtls":
                throw new RuleMistake(
                        0,
                        "mtls is not supported yet; write the header in which your proxy passes the client's name on");
            default:
                throw new RuleMistake(0, "\"" + word + "\" is no kind of rule; did you mean " + nearest(word) + "?");
        }
    }

    private static String nearest(String word) {
        String nearest = FORMS[0];
        int least = Integer.MAX_VALUE;
        String shortWord = word.length() > 40 ? word.substring(0, 40) : word;
        for (String form : FORMS) {
            int colon = form.indexOf(':');
            int distance = Spelling.distance(shortWord, colon < 0 ? form : form.substring(0, colon));
            if (distance < least) {
                least = distance;
                nearest = form;
            }
        }
        return nearest;
    }

    private Rule header(String name) {
        if (name.regionMatches(true, 0, "X-Consumer-", 0, 11)) {
            return new ConsumerHeaderRule(text, needs.requestHeader(name), needs.requestHeader("X-Anonymous-Consumer"));
        }
        return new HeaderRule(text, DefaultRules.kindOfHeader(name), needs.requestHeader(name), false);
    }

    private Rule jsonHeader(boolean response) throws RuleMistake {
        String form = (response ? "json-response-header" : "json-header") + ":NAME#path";
        String both = argument(form);
        int hash = both.indexOf('#');
        if (hash < 0) {
            throw new RuleMistake(text.length(), "the path within the header is missing; write " + form);
        }
        String name = headerName(both.substring(0, hash), form);
        List<String> path = path(both.substring(hash + 1), argumentAt + hash + 1);
        return new JsonHeaderRule(text, DefaultRules.kindOfHeader(name), needs.jsonHeader(name, response), path);
    }

    private String tokenHeader() throws RuleMistake {
        if (wordEnd >= text.length()) {
            throw new RuleMistake(wordEnd, "the claim is missing; write jwt:sub");
        }
        if (text.charAt(wordEnd) == ':') {
            return "Authorization";
        }
        if (argumentAt >= text.length()) {
            throw new RuleMistake(text.length(), "the claim is missing; write jwt@HEADER:claim.path");
        }
        String name = text.substring(wordEnd + 1, argumentAt - 1);
        checkHeaderName(name, wordEnd + 1, "jwt@HEADER:claim.path");
        return name;
    }

    private Rule apiKey(boolean byDefault) throws RuleMistake {
        String name = argument("api-key:NAME");
        if (!name.startsWith(QUERY_KEY)) {
            checkHeaderName(name, argumentAt, "api-key:NAME");
            return new HeaderKeyRule(text, needs.keys(), needs.credentialHeader(name), byDefault);
        }
        String parameter = name.substring(QUERY_KEY.length());
        if (parameter.isEmpty()) {
            throw new RuleMistake(text.length(), "the parameter's name is missing; write api-key:query.NAME");
        }
        needs.query();
        return new TextKeyRule(text, needs.keys(), new QueryRule(text, parameter));
    }

    /** The whole text of a rule that is one word. */
    private String bare() throws RuleMistake {
        if (wordEnd != text.length()) {
            throw new RuleMistake(wordEnd, "nothing may stand behind it; write " + text.substring(0, wordEnd));
        }
        return text;
    }

    private String argument(String form) throws RuleMistake {
        if (argument.isBlank()) {
            throw new RuleMistake(text.length(), "the name is missing; write " + form);
        }
        if (argument.length() > MAX_NAME) {
            throw new RuleMistake(argumentAt, "the name is longer than " + MAX_NAME + " characters; write " + form);
        }
        return argument;
    }

    private String headerName(String name, String form) throws RuleMistake {
        argument(form);
        checkHeaderName(name, argumentAt, form);
        return name;
    }

    /** A token of RFC 9110, 5.6.2. */
    private static void checkHeaderName(String name, int at, String form) throws RuleMistake {
        if (name.isEmpty()) {
            throw new RuleMistake(at, "the header's name is missing; write " + form);
        }
        if (name.length() > MAX_NAME) {
            throw new RuleMistake(at, "the name is longer than " + MAX_NAME + " characters; write " + form);
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                throw new RuleMistake(at + i, "a header's name cannot have \"" + c + "\" in it; write " + form);
            }
        }
    }

    private Pattern pattern(String form) throws RuleMistake {
        if (argument.isEmpty()) {
            throw new RuleMistake(text.length(), "the expression is missing; write " + form);
        }
        try {
            return Pattern.compile(argument);
        } catch (PatternSyntaxException e) {
            throw new RuleMistake(
                    argumentAt + Math.max(0, e.getIndex()),
                    "not a regular expression (" + e.getDescription() + "); write for example path:/accounts/(\\d+)");
        }
    }

    private static List<String> path(String path, int at) throws RuleMistake {
        List<String> names = new ArrayList<>();
        int from = 0;
        while (from <= path.length()) {
            int end;
            if (path.startsWith("\"", from)) {
                end = path.indexOf('"', from + 1);
                if (end < 0) {
                    throw new RuleMistake(at + from, "the quote is not closed; write \"name.with.dots\".rest");
                }
                names.add(path.substring(from + 1, end));
                end++;
                if (end < path.length() && path.charAt(end) != '.') {
                    throw new RuleMistake(at + end, "a dot is missing; write \"name.with.dots\".rest");
                }
            } else {
                int dot = path.startsWith("http://", from) || path.startsWith("https://", from)
                        ? -1
                        : path.indexOf('.', from);
                end = dot < 0 ? path.length() : dot;
                names.add(path.substring(from, end));
            }
            if (names.get(names.size() - 1).isEmpty()) {
                throw new RuleMistake(
                        at + from, "a name is missing; write names with dots between, like sub or org.id");
            }
            from = end + 1;
        }
        if (names.size() > MAX_PATH) {
            throw new RuleMistake(at, "the path is deeper than " + MAX_PATH + "; write fewer names");
        }
        return names;
    }
}
