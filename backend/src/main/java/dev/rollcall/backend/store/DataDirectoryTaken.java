package dev.rollcall.backend.store;

import java.nio.file.Path;

/** Two backends would write over each other; the second one is told so. */
public final class DataDirectoryTaken extends Exception {
    private static final long serialVersionUID = 1;

    DataDirectoryTaken(Path directory, String pid) {
        super(
                directory + " is in use by another Rollcall backend" + (pid.isEmpty() ? "" : " (process " + pid + ")")
                        + ". Stop that one, or choose another directory with --data.",
                null,
                false,
                false);
    }
}
