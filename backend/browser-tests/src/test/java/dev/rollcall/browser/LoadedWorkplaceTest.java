package dev.rollcall.browser;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of pages that tell of the load. They share one workplace and one signed in visitor, because starting them takes longer than
 * most tests do; so they send no requests to the APIs, and each leaves widgets as it found them; the star of wonka is UseIT's.
 */
@ExtendWith(LoadedWorkplace.class)
abstract class LoadedWorkplaceTest extends BrowserTest {}
