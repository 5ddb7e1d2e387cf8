package dev.rollcall.backend.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
    private static final String OLD = "the-old-password";
    private static final String NEW = "the-new-password";

    @TempDir
    Path data;

    private AccountFile file;
    private Users users;

    @BeforeEach
    void open() throws Exception {
        file = AccountFile.open(data.resolve("accounts.duckdb"), data);
        users = new Users(file, Clock.systemUTC());
        assertThat(users.add("ada", OLD, true)).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        file.close();
    }

    @Test
    void what_the_file_does_not_take_is_not_so() throws Exception {
        // As a disk that fails would have it.
        file.close();

        assertThatThrownBy(() -> users.add("joe", NEW, false)).hasMessageContaining("cannot be written");
        assertThatThrownBy(() -> users.setPassword("ada", NEW)).hasMessageContaining("cannot be written");
        assertThatThrownBy(() -> users.remove("ada")).hasMessageContaining("cannot be written");

        assertThat(users.find("joe")).isNull();
        assertThat(users.verify("ada", OLD)).isNotNull();
        assertThat(users.verify("ada", NEW)).isNull();
        assertThat(users.all()).hasSize(1);
    }

    @Test
    void favourites_and_widgets_are_each_persons_own_and_go_with_the_person() throws Exception {
        FilePreferences preferences = new FilePreferences(file);
        users.add("joe", OLD, false);
        preferences.setFavourite("ada", "acme", true);
        preferences.setFavourite("joe", "zeta", true);
        preferences.setWidgets("ada", "pay", List.of("errors", "top_customer"));
        preferences.setWidgets("joe", "pay", List.of("errors"));
        assertThat(preferences.favourites("ada")).containsExactly("acme");
        assertThat(preferences.widgets("joe", "pay")).containsExactly("errors");

        users.remove("joe");
        users.add("joe", NEW, false);
        file.close();
        file = AccountFile.open(data.resolve("accounts.duckdb"), data);

        preferences = new FilePreferences(file);
        assertThat(preferences.favourites("joe")).isEmpty();
        assertThat(preferences.widgets("joe", "pay")).isEmpty();
        assertThat(preferences.favourites("ada")).containsExactly("acme");
        assertThat(preferences.widgets("ada", "pay")).containsExactly("errors", "top_customer");
    }

    @Test
    void what_the_file_takes_is_so_after_a_restart_too() throws Exception {
        assertThat(users.add("ada", NEW, false)).isFalse();
        assertThat(users.add("joe", OLD, false)).isTrue();
        assertThat(users.setPassword("ada", NEW)).isTrue();
        assertThat(users.setPassword("nobody", NEW)).isFalse();
        assertThat(users.remove("joe")).isTrue();
        assertThat(users.remove("joe")).isFalse();
        file.close();
        file = AccountFile.open(data.resolve("accounts.duckdb"), data);

        for (Users known : new Users[] {users, new Users(file, Clock.systemUTC())}) {
            assertThat(known.all()).extracting(Users.Entry::name).containsExactly("ada");
            assertThat(known.verify("ada", NEW)).isNotNull();
            assertThat(known.verify("ada", OLD)).isNull();
        }
    }
}
