package dev.rollcall.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A workplace whose backend has stored the load. The first class that wants it starts it; it ends after the last class of the run. */
final class LoadedWorkplace implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(Namespace.create(LoadedWorkplace.class))
                .getOrComputeIfAbsent(Running.class, any -> Running.start(), Running.class);
        BrowserTest.workplace = running.workplace;
        BrowserTest.visitor = running.visitor;
        BrowserTest.window = running.window;
        BrowserTest.load = running.load;
    }

    /** It; closed by JUnit with the run. */
    private record Running(Path folder, Workplace workplace, Visitor visitor, BrowserContext window, Sent load)
            implements AutoCloseable {
        static Running start() {
            Path folder = null;
            Workplace workplace = null;
            Visitor visitor = null;
            try {
                folder = Files.createTempDirectory("workplace");
                workplace = new Workplace(folder);
                workplace.startBackend();
                visitor = new Visitor();
                BrowserContext window = visitor.window();
                Page page = visitor.page(window);
                page.navigate(workplace.signInUrl());
                Sent load = Load.make(workplace.startApis(Load.APIS));
                assertThat(page.locator(".figure-value").first()).hasText(String.valueOf(load.total()));
                page.close();
                visitor.complaints();
                return new Running(folder, workplace, visitor, window, load);
            } catch (Exception | AssertionError failed) {
                close(visitor, workplace, folder);
                throw new IllegalStateException("the workplace could not be started", failed);
            }
        }

        @Override
        public void close() {
            close(visitor, workplace, folder);
        }

        /** A browser that has crashed cannot be closed, and what is behind it must end all the same. */
        private static void close(@Nullable Visitor visitor, @Nullable Workplace workplace, @Nullable Path folder) {
            try {
                if (visitor != null) {
                    visitor.close();
                }
            } finally {
                if (workplace != null) {
                    workplace.close();
                }
                delete(folder);
            }
        }

        private static void delete(@Nullable Path folder) {
            if (folder == null) {
                return;
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException left) {
                throw new UncheckedIOException(left);
            }
        }
    }
}
