package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.Recorder;

/** The hooks around an exchange on Tomcat. */
public final class TomcatHooks extends ExchangeHooks {
    /** Made by the linker. */
    public TomcatHooks(Recorder recorder) {
        super(recorder, new TomcatLink());
    }
}
