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
            Accounts.FirstSecret password = first.adminPassword();
            Accounts.FirstSecret token = first.ingestToken();
            text.append("  admin password   ").append(shown(password)).append('\n');
            text.append("  ingest token     ").append(shown(token)).append('\n');
            text.append(once(password, token)).append("Start your application with\n  ");
            text.append(Setup.javaagentLine(
                            settings.agentJar, backend.url(), token.isChosen() ? Setup.UNKNOWN : token.text()))
                    .append('\n');
        } else if (settings.newAdminPassword) {
            text.append("  admin password   ")
                    .append(backend.newAdminPassword())
                    .append("  (shown this once)\n");
        }
        out.print(text);
        out.flush();
    }

    /** What a start prints ends in logs: a secret that its owner knows has no business there. */
    private static String shown(Accounts.FirstSecret secret) {
        return secret.isChosen() ? "the one that you chose" : secret.text();
    }

    private static String once(Accounts.FirstSecret password, Accounts.FirstSecret token) {
        if (password.isChosen()) {
            return token.isChosen() ? "" : "The token is shown this once. ";
        }
        return token.isChosen()
                ? "The password is shown this once. "
                : "The password and the token are shown this once. ";
    }
}
