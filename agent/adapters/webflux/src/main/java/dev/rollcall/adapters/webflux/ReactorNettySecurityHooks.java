package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.Recorder;

/** The hooks of Spring Security on Reactor Netty. */
public final class ReactorNettySecurityHooks extends SecurityHooks {
    /** Made by the linker. */
    public ReactorNettySecurityHooks(Recorder recorder) {
        super(recorder, new ReactorNettyLink());
    }
}
