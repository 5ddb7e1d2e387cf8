package dev.rollcall.adapters.webflux;

import dev.rollcall.core.exchange.Recorder;

/** The hooks around an exchange on Reactor Netty. */
public final class ReactorNettyHooks extends ExchangeHooks {
    /** Made by the linker. */
    public ReactorNettyHooks(Recorder recorder) {
        super(recorder, new ReactorNettyLink());
    }
}
