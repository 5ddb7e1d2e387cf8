package dev.rollcall.backend.ingest;

import dev.rollcall.backend.event.ApiEvent;
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

    /** Files and pages of other people's software that are looked for everywhere, and pieces of attempts; in lower case. */
    private static final String[] PROBES = {
        "/.env",
        "/.git/",
        "/.svn/",
        "/.hg/",
        "/.aws/",
        "/.ssh/",
        "/.htaccess",
        "/.htpasswd",
        "/.ds_store",
        "/wp-login.php",
        "/wp-admin",
        "/wp-content/",
        "/xmlrpc.php",
        "/phpmyadmin",
        "/phpinfo",
        "/cgi-bin/",
        "/vendor/phpunit",
        "/boaform",
        "/hnap1",
        "/actuator/env",
        "/actuator/heapdump",
        "/jmx-console",
        "/web-inf/",
        "/etc/passwd",
        "/win.ini",
        "/server-status",
        "/solr/admin",
        "/_ignition/",
        "/owa/auth",
        "/manager/html",
        "/console/login",
        "../",
        "..\\",
        "%2e%2e",
        "..%2f",
        "..%5c",
        "%00",
        "%0d%0a",
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
        "cmd.exe",
    };

    /** Programs that look for holes, as they name themselves; in lower case. */
    private static final String[] SCANNERS = {
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
        "dirsearch",
    };

    private ThreatRules() {}

    static Level level(ApiEvent event) {
        if (hasOne(event.path, PROBES) || hasOne(event.userAgent, SCANNERS)) {
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
