package dev.rollcall.backend;

import dev.rollcall.backend.account.Accounts;
import java.io.PrintStream;

/** What a start prints: where it listens; and, the first time, what nobody can read anywhere afterwards. */
final class StartStatement {
    private StartStatement() {}

    static void print(Backend backend, Settings settings, PrintStream out) {
        StringBuilder text = new StringBuilder();
        text.append("Rollcall ")
                .append(Backend.version())
                .append(" listens at ")
                .append(backend.url())
                .append("/\n");
        text.append("  data in          ").append(backend.data()).append('\n');
        Accounts.FirstStart first = backend.firstStart();
        if (first != null) {
            text.append("  sign in          ").append(backend.signInAddress()).append("\n");
            text.append("                   (once, within the hour; later as ")
                    .append(Accounts.ADMIN)
                    .append(")\n");
            text.append("  admin password   ").append(first.adminPassword()).append('\n');
            text.append("  ingest token     ").append(first.ingestToken()).append('\n');
            text.append("The password and the token are shown this once. Start your application with\n  ");
            text.append(Setup.javaagentLine(settings.agentJar, backend.url(), first.ingestToken()))
                    .append('\n');
        } else if (settings.newAdminPassword) {
            text.append("  admin password   ")
                    .append(backend.newAdminPassword())
                    .append("  (shown this once)\n");
        }
        out.print(text);
        out.flush();
    }
}
