package dev.rollcall.backend.account;

import dev.rollcall.backend.http.Preferences;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps preferences in the file of accounts. */
final class FilePreferences implements Preferences {
    private final AccountFile file;

    FilePreferences(AccountFile file) {
        this.file = file;
    }

    @Override
    public Set<String> favourites(String user) {
        return new HashSet<>(
                file.rows(row -> row.getString(1), "SELECT customer FROM favourite WHERE account = ?", user));
    }

    @Override
    public void setFavourite(String user, String customer, boolean favourite) {
        if (favourite) {
            file.change("INSERT INTO favourite VALUES (?, ?) ON CONFLICT DO NOTHING", user, customer);
        } else {
            file.change("DELETE FROM favourite WHERE account = ? AND customer = ?", user, customer);
        }
    }

    @Override
    public String description(String customer) {
        List<String> found =
                file.rows(row -> row.getString(1), "SELECT text FROM description WHERE customer = ?", customer);
        return found.isEmpty() ? "" : found.get(0);
    }

    @Override
    public void setDescription(String customer, String text) {
        if (text.isEmpty()) {
            file.change("DELETE FROM description WHERE customer = ?", customer);
        } else {
            file.change(
                    "INSERT INTO description VALUES (?, ?) ON CONFLICT DO UPDATE SET text = excluded.text",
                    customer,
                    text);
        }
    }

    @Override
    public List<String> widgets(String user, String api) {
        List<String> found =
                file.rows(row -> row.getString(1), "SELECT names FROM widget WHERE account = ? AND api = ?", user, api);
        return found.isEmpty() ? List.of() : List.of(found.get(0).split("\n", -1));
    }

    @Override
    public void setWidgets(String user, String api, List<String> widgets) {
        if (widgets.isEmpty()) {
            file.change("DELETE FROM widget WHERE account = ? AND api = ?", user, api);
        } else {
            file.change(
                    "INSERT INTO widget VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET names = excluded.names",
                    user,
                    api,
                    String.join("\n", widgets));
        }
    }
}
