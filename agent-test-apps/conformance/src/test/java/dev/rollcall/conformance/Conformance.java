package dev.rollcall.conformance;

import dev.rollcall.conformance.cases.AbortCases;
import dev.rollcall.conformance.cases.BasicCases;
import dev.rollcall.conformance.cases.ConnectionCases;
import dev.rollcall.conformance.cases.DispatchCases;
import dev.rollcall.conformance.cases.ErrorCases;
import dev.rollcall.conformance.cases.Http2Cases;
import dev.rollcall.conformance.cases.IdentityCases;
import dev.rollcall.conformance.cases.LoadCases;
import dev.rollcall.conformance.cases.NeighbourCases;
import dev.rollcall.conformance.cases.NettyCases;
import dev.rollcall.conformance.cases.ReactiveCases;
import dev.rollcall.conformance.cases.StreamingCases;
import dev.rollcall.conformance.lab.Lab;
import dev.rollcall.conformance.lab.Server;
import dev.rollcall.conformance.process.Jdk;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All cases against one server, on each JDK. A server is a subclass that names its options, and nothing else.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.rollcall.conformance.process.Jdks#toTest")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Deviations.class)
public abstract class Conformance
        implements BasicCases,
                ConnectionCases,
                LoadCases,
                ErrorCases,
                DispatchCases,
                StreamingCases,
                AbortCases,
                Http2Cases,
                NettyCases,
                ReactiveCases,
                NeighbourCases,
                IdentityCases {
    private final Server server;
    private @Nullable Lab lab;

    @Parameter
    @Nullable
    Jdk jdk;

    protected Conformance(Server server) {
        this.server = server;
    }

    @BeforeParameterizedClassInvocation
    void start() {
        lab = new Lab(server, Objects.requireNonNull(jdk));
    }

    @AfterParameterizedClassInvocation
    void closeTheBooks() {
        if (lab != null) {
            lab.close();
        }
    }

    public Server server() {
        return server;
    }

    @Override
    public Lab lab() {
        if (lab == null) {
            throw new IllegalStateException(server + " did not start");
        }
        return lab;
    }
}
