package dev.rollcall.core.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Another user of the machine. */
public final class Somebody {
    private Somebody() {}

    /** Makes a file somebody else's; a test that may not do this, because it does not run as root, is skipped. */
    public static void isGiven(Path path) {
        try {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        } catch (IOException | UnsupportedOperationException notRoot) {
            Assumptions.abort("files cannot be given away here: " + notRoot);
        }
    }
}
