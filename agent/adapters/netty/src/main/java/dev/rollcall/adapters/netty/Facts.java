package dev.rollcall.adapters.netty;

import dev.rollcall.core.exchange.Record;
import dev.rollcall.core.exchange.Recorder;
import dev.rollcall.core.exchange.Slots;
import dev.rollcall.core.exchange.Wanted;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.netty.util.AttributeKey;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies what is wanted of messages and channels into records. One for all channels; keeps nothing of a request. */
final class Facts {
    final Recorder recorder;
    private final Wanted wanted;
    /** With their hashes. */
    private final AsciiString[] responseHeaders;
    /** Filled as the application makes its keys; each thread that races to fill one finds the same. */
    private final @Nullable AttributeKey<?>[] attributes;

    Facts(Recorder recorder) {
        this.recorder = recorder;
        this.wanted = recorder.wanted();
        this.attributes = new @Nullable AttributeKey<?>[wanted.attributes()];
        this.responseHeaders = new AsciiString[wanted.responseHeaders().size()];
        for (int slot = 0; slot < responseHeaders.length; slot++) {
            responseHeaders[slot] = AsciiString.of(wanted.responseHeaders().name(slot));
        }
    }

    /**
     * Copies the head of a request.
     *
     * @param protocol the protocol's version where it is not the one in the request, as in a converted HTTP/2 stream
     * @return whether the client waits to be told to go on before it sends the body (RFC 9110, 10.1.1)
     */
    boolean request(HttpRequest request, @Nullable String protocol, Record record) {
        if (request.decoderResult().isFailure() && request instanceof FullHttpRequest) {
            // When the request line cannot be read the decoder hands on a stand-in, "GET /bad-request", that nobody
            // sent.
            return false;
        }
        record.method(request.method().name());
        record.protocol(protocol == null ? version(request.protocolVersion()) : protocol);
        if (request.method().equals(HttpMethod.CONNECT)) {
            record.host(request.uri());
        } else {
            Target.copy(request.uri(), record);
        }
        return headers(request.headers(), record);
    }

    private boolean headers(HttpHeaders headers, Record record) {
        Slots slots = wanted.requestHeaders();
        boolean expectsContinue = false;
        Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = all.next();
            CharSequence name = header.getKey();
            switch (name.length()) {
                case 4:
                    if (AsciiString.contentEqualsIgnoreCase("host", name)) {
                        host(header.getValue(), record);
                    }
                    break;
                case 6:
                    if (AsciiString.contentEqualsIgnoreCase("expect", name)) {
                        expectsContinue = AsciiString.contentEqualsIgnoreCase("100-continue", header.getValue());
                    }
                    break;
                case 10:
                    if (AsciiString.contentEqualsIgnoreCase("user-agent", name)) {
                        userAgent(header.getValue(), record);
                    }
                    break;
                default:
                    break;
            }
            int slot = slots.of(name);
            if (slot >= 0) {
                requestHeader(slot, header.getValue(), record);
            }
        }
        return expectsContinue;
    }

    // HTTP/2 and newer HTTP/1 decoders have texts as bytes, of which nobody may have made a string yet.

    private static void host(CharSequence value, Record record) {
        if (value instanceof AsciiString) {
            AsciiString bytes = (AsciiString) value;
            record.host(bytes.array(), bytes.arrayOffset(), bytes.length());
        } else {
            record.host(value.toString());
        }
    }

    private static void userAgent(CharSequence value, Record record) {
        if (value instanceof AsciiString) {
            AsciiString bytes = (AsciiString) value;
            record.userAgent(bytes.array(), bytes.arrayOffset(), bytes.length());
        } else {
            record.userAgent(value.toString());
        }
    }

    private static void requestHeader(int slot, CharSequence value, Record record) {
        if (value instanceof AsciiString) {
            AsciiString bytes = (AsciiString) value;
            record.requestHeader(slot, bytes.array(), bytes.arrayOffset(), bytes.length());
        } else {
            record.requestHeader(slot, value.toString());
        }
    }

    /** Copies the wanted headers of a final response. */
    void response(HttpHeaders headers, Record record) {
        for (int slot = 0; slot < responseHeaders.length; slot++) {
            AsciiString name = responseHeaders[slot];
            // Most responses have none of them: nothing is made to find that out.
            if (headers.contains(name)) {
                for (String value : headers.getAll(name)) {
                    record.responseHeader(slot, value);
                }
            }
        }
    }

    /** Copies the wanted attributes that the application has set on the channel. */
    void attributes(Channel channel, Record record) {
        for (int i = 0; i < attributes.length; i++) {
            AttributeKey<?> key = attributes[i];
            if (key == null) {
                String name = wanted.attribute(i);
                // Asking for the key would make it, and an application that calls newInstance() for it would then fail.
                if (!AttributeKey.exists(name)) {
                    continue;
                }
                key = AttributeKey.valueOf(name);
                attributes[i] = key;
            }
            if (channel.hasAttr(key)) {
                record.attribute(i, channel.attr(key).get());
            }
        }
    }

    boolean wantsClientAddress() {
        return wanted.clientAddress();
    }

    private static String version(HttpVersion version) {
        if (version.majorVersion() == 1) {
            return version.minorVersion() == 0 ? "1.0" : "1.1";
        }
        return version.majorVersion() + "." + version.minorVersion();
    }
}
