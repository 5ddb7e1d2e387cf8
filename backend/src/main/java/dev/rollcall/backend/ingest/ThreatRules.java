package dev.rollcall.backend.ingest;

import dev.rollcall.backend.event.ApiEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a request looks to somebody who watches for attacks; the rules are in {@code docs/backend.md}. A hint where to look first,
 * made of what an event holds: no body, no query, no other request.
 *
 * <ul>
 *   <li>High: the path asks for what only those ask for who look for a way in, or holds an attempt; or the user agent is that of a
 *       scanner.
 *   <li>Medium: the caller was not let in (401, 403, 407), was stopped (429), or tried a method that is not there (405, 501).
 *   <li>Low: everything else.
 * </ul>
 */
final class ThreatRules {
    /** The level of a threat. */
    enum Level {
        LOW("low"),
        MEDIUM("medium"),
        HIGH("high");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Pieces of paths, in lower case, and why somebody would ask for them. */
    record Signs(String of, List<String> pieces) {}

    /**
     * What only those ask for who look for a way in. Pages of servers and frameworks are here although they belong to somebody: whoever
     * has them rarely serves them with the API that is watched, and those who look for holes ask everybody for them.
     */
    static final List<Signs> PROBES = List.of(
            new Signs(
                    "files that were left lying about",
                    List.of(
                            "/.env",
                            "/.git/",
                            "/.svn/",
                            "/.hg/",
                            "/.aws/",
                            "/.ssh/",
                            "/.htaccess",
                            "/.htpasswd",
                            "/.ds_store",
                            "/web-inf/",
                            "/etc/passwd",
                            "/win.ini")),
            new Signs(
                    "pages of WordPress, other PHP and CGI",
                    List.of(
                            "/wp-login.php",
                            "/wp-admin",
                            "/wp-content/",
                            "/xmlrpc.php",
                            "/phpmyadmin",
                            "/phpinfo",
                            "/cgi-bin/",
                            "/vendor/phpunit",
                            "/_ignition/")),
            new Signs(
                    "pages with which servers and devices are managed: Tomcat's manager, WebLogic's console, JBoss, Solr, Spring"
                            + " Boot, Apache, Exchange, routers",
                    List.of(
                            "/manager/html",
                            "/console/login",
                            "/jmx-console",
                            "/solr/admin",
                            "/actuator/env",
                            "/actuator/heapdump",
                            "/server-status",
                            "/owa/auth",
                            "/boaform",
                            "/hnap1")),
            new Signs(
                    "a way out of the directory, or an end of the text or the line",
                    List.of("../", "..\\", "%2e%2e", "..%2f", "..%5c", "%00", "%0d%0a")),
            new Signs(
                    "a script, a lookup, SQL or a command",
                    List.of(
                            "<script",
                            "%3cscript",
                            "javascript:",
                            "${jndi:",
                            "%24%7bjndi",
                            "union+select",
                            "union%20select",
                            "' or '",
                            "%27%20or%20",
                            "sleep(",
                            "benchmark(",
                            "/bin/sh",
                            "/bin/bash",
                            "cmd.exe")));

    /** Programs that look for holes, as they name themselves; in lower case. */
    static final List<String> SCANNERS = List.of(
            "sqlmap",
            "nikto",
            "nuclei",
            "masscan",
            "zgrab",
            "nmap",
            "gobuster",
            "dirbuster",
            "feroxbuster",
            "wpscan",
            "acunetix",
            "nessus",
            "openvas",
            "wfuzz",
            "ffuf",
            "whatweb",
            "jaeles",
            "arachni",
            "netsparker",
            "burpcollaborator",
            "hydra",
            "l9explore",
            "censysinspect",
            "dirsearch");

    /** All in one: each request is looked through for them. */
    private static final String[] IN_PATHS =
            PROBES.stream().flatMap(signs -> signs.pieces.stream()).toArray(String[]::new);

    private static final String[] IN_USER_AGENTS = SCANNERS.toArray(String[]::new);

    private ThreatRules() {}

    static Level level(ApiEvent event) {
        if (hasOne(event.path, IN_PATHS) || hasOne(event.userAgent, IN_USER_AGENTS)) {
            return Level.HIGH;
        }
        return switch (event.status) {
            case 401, 403, 405, 407, 429, 501 -> Level.MEDIUM;
            default -> Level.LOW;
        };
    }

    private static boolean hasOne(@Nullable String text, String[] pieces) {
        if (text == null) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        for (String piece : pieces) {
            if (lower.contains(piece)) {
                return true;
            }
        }
        return false;
    }
}
