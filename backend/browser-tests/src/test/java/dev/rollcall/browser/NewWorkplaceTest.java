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
        workplace = new Workplace(folder);
        workplace.startBackend();
        visitor = new Visitor();
        window = visitor.window();
    }

    @AfterAll
    static void stop() {
        if (visitor != null) {
            visitor.close();
        }
        workplace.close();
    }
}
