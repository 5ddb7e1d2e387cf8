package dev.rollcall.browser;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of pages that begin with a backend nobody has sent anything to, which is theirs alone. */
abstract class NewWorkplaceTest extends BrowserTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        // Those that others share must not be closed by us, should ours not start.
        visitor = null;
        load = null;
        workplace = new Workplace(folder);
        workplace.startBackend();
        visitor = new Visitor();
        window = visitor.window();
    }

    @AfterAll
    static void stop() {
        try {
            if (visitor != null) {
                visitor.close();
            }
        } finally {
            workplace.close();
        }
    }
}
