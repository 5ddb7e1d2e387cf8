package dev.rollcall.core.jmx;

import dev.rollcall.core.pipeline.Accounting;
import dev.rollcall.core.pipeline.Destination;
import dev.rollcall.core.pipeline.Loss;
import dev.rollcall.core.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the pipeline's figures whenever somebody looks. */
final class AgentBean implements AgentMXBean {
    private final String version;
    private final String service;
    private final Pipeline pipeline;

    AgentBean(String version, String service, Pipeline pipeline) {
        this.version = version;
        this.service = service;
        this.pipeline = pipeline;
    }

    @Override
    public String getVersion() {
        return version;
    }

    @Override
    public String getService() {
        return service;
    }

    @Override
    public long getSeen() {
        return pipeline.accounting().seen();
    }

    @Override
    public long getDelivered() {
        return pipeline.accounting().delivered();
    }

    @Override
    public long getWaiting() {
        return pipeline.accounting().waiting();
    }

    @Override
    public long getExcluded() {
        return pipeline.accounting().excluded();
    }

    @Override
    public long getRolledUp() {
        return pipeline.accounting().rolledUp();
    }

    @Override
    public long getLost() {
        return pipeline.accounting().lost();
    }

    @Override
    public Map<String, Long> getLostByReason() {
        Accounting accounting = pipeline.accounting();
        Map<String, Long> lost = new TreeMap<>();
        for (Loss reason : Loss.values()) {
            if (accounting.lost(reason) > 0) {
                lost.put(reason.wireName(), accounting.lost(reason));
            }
        }
        return lost;
    }

    @Override
    public long getHandedOver() {
        return pipeline.accounting().handedOver();
    }

    @Override
    public long getHeadersTooLong() {
        return pipeline.headersTooLong();
    }

    @Override
    public List<DestinationState> getDestinations() {
        List<Destination> destinations = pipeline.destinations();
        List<Accounting> accountings = pipeline.accountings();
        List<DestinationState> states = new ArrayList<>();
        for (int i = 0; i < destinations.size(); i++) {
            states.add(new DestinationState(destinations.get(i), accountings.get(i)));
        }
        return states;
    }
}
