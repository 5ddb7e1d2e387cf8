package dev.rollcall.core.identity;

import dev.rollcall.core.log.AgentLog;
import dev.rollcall.core.options.Option;
import dev.rollcall.core.options.Options;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The alias table of the moment: read by a thread of its own when it has changed, and swapped whole, so that neither request
 * threads nor the drain thread ever wait for a disk or a network. While it cannot be read, the one before stays.
 */
final class Aliases {
    private final @Nullable String place;
    private final long intervalMillis;
    private final AgentLog log;
    private volatile AliasTable table = AliasTable.EMPTY;
    private boolean started;
    private long lastModified = -1;
    private long lastLength = -1;

    Aliases(Options options, AgentLog log) {
        this.place = options.text(Option.CUSTOMER_ALIASES);
        this.intervalMillis = options.millis(Option.CUSTOMER_ALIASES_INTERVAL);
        this.log = log;
    }

    AliasTable table() {
        return table;
    }

    /** Reads the table now, and looks after it from then on. */
    synchronized void start() {
        String where = place;
        if (where == null || started) {
            return;
        }
        started = true;
        if (where.startsWith("http://") || where.startsWith("https://")) {
            log.error("rollcall.customer.aliases is an address, which is not supported yet; write the path of a file.");
            return;
        }
        refresh(where);
        Thread thread = new Thread(null, () -> watch(where), "rollcall-aliases", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void watch(String where) {
        try {
            while (true) {
                Thread.sleep(intervalMillis);
                refresh(where);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts us but the end of the JVM.
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the table if it has changed; called at the start, then by one thread only. */
    void refresh(String where) {
        File file = new File(where);
        long modified = file.lastModified();
        long length = file.length();
        if (modified == lastModified && length == lastLength) {
            return;
        }
        try (Reader reader = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
            AliasTable fresh = AliasTable.read(reader);
            table = fresh;
            lastModified = modified;
            lastLength = length;
            String problem = fresh.problem();
            if (problem != null) {
                log.error("rollcall.customer.aliases=" + where + ": " + problem + ".");
            }
            log.info(fresh.size() + " customers of API keys read from " + where + ".");
        } catch (IOException problem) {
            log.error("rollcall.customer.aliases=" + where + " cannot be read (" + problem.getMessage()
                    + "); keys keep the customers they had.");
        }
    }
}
