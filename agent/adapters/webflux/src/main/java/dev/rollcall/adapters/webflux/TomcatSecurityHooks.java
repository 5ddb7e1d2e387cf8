package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.Recorder;

/** The hooks of Spring Security on Tomcat. */
public final class TomcatSecurityHooks extends SecurityHooks {
    /** Made by the linker. */
    public TomcatSecurityHooks(Recorder recorder) {
        super(recorder, new TomcatLink());
    }
}
