package dev.rollcall.backend.ingest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import ua_parser.Parser;

/**
 * What kind of device a user agent tells of. The parser (uap-java, with the rules that all ua-parser libraries share) tries several hundred
 * patterns on each user agent, which takes up to a millisecond; so answers are remembered. Who calls chooses the user agent: when new
 * ones come faster than they can be parsed, those without an answer yet are {@link #OTHER}. Safe for use by many threads.
 */
final class Devices {
    static final String DESKTOP = "desktop";
    static final String MOBILE = "mobile";
    static final String TABLET = "tablet";
    static final String BOT = "bot";
    static final String OTHER = "other";

    private static final int REMEMBERED = 20_000;

    /** Longer ones tell no more about the device, and patterns take their time on them. */
    private static final int MAX_PARSED = 512;

    /** How many new user agents may be parsed a second, on average, and at once. */
    private static final int PARSED_A_SECOND = 100;

    private static final int PARSED_AT_ONCE = 2_000;

    private final Map<String, String> known = Collections.synchronizedMap(new Remembered());
    private final Function<String, String> parser;
    private final Allowance allowance;

    Devices() {
        this(UserAgentParser::device, new Allowance(PARSED_AT_ONCE, PARSED_A_SECOND, System::nanoTime));
    }

    Devices(Function<String, String> parser, Allowance allowance) {
        this.parser = parser;
        this.allowance = allowance;
    }

    /** The device: one of the words above. */
    String of(String userAgent) {
        String parsed = userAgent.length() > MAX_PARSED ? userAgent.substring(0, MAX_PARSED) : userAgent;
        String device = known.get(parsed);
        if (device == null) {
            if (!allowance.take()) {
                return OTHER;
            }
            device = parser.apply(parsed);
            known.put(parsed, device);
        }
        return device;
    }

    /** Those asked for last. */
    private static final class Remembered extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1;

        Remembered() {
            super(1024, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    }

    /** Made on first use: reading its rules takes a while. */
    private static final class UserAgentParser {
        private static final Parser PARSER = new Parser();

        private UserAgentParser() {}

        static String device(String userAgent) {
            return Devices.device(PARSER.parseDevice(userAgent).family, PARSER.parseOS(userAgent).family, userAgent);
        }
    }

    /** What the families that the parser finds mean. */
    private static String device(String family, String system, String userAgent) {
        if (family.equals("Spider")) {
            return BOT;
        }
        return switch (system) {
            case "iOS" -> family.startsWith("iPad") ? TABLET : MOBILE;
            // Makers of browsers agree on it: a phone says Mobile, a tablet does not.
            case "Android" -> userAgent.contains("Mobile") ? MOBILE : TABLET;
            case "Windows Phone", "BlackBerry OS", "Firefox OS", "KaiOS", "Tizen", "Symbian OS" -> MOBILE;
            case "Windows",
                    "Mac OS X",
                    "Mac OS",
                    "Linux",
                    "Ubuntu",
                    "Fedora",
                    "Debian",
                    "Chrome OS",
                    "FreeBSD",
                    "OpenBSD" ->
                // Programs name the system they run on too; only browsers begin like this.
                userAgent.startsWith("Mozilla/") || userAgent.startsWith("Opera/") ? DESKTOP : OTHER;
            default -> OTHER;
        };
    }
}
