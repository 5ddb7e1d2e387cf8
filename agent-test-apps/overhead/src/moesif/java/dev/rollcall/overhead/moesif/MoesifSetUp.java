package dev.rollcall.overhead.moesif;

import com.moesif.servlet.MoesifConfiguration;
import com.moesif.servlet.MoesifFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the filter before the Spring MVC application, as Moesif's example for Spring Boot does. */
@Configuration
public class MoesifSetUp {
    @Bean
    public Filter moesifFilter() {
        // The filter has no option for it. It is read when the filter is made.
        com.moesif.api.Configuration.BaseUri = System.getProperty("overhead.moesif");
        return new MoesifFilter("overhead", new Customers());
    }

    /** The customer stands in a header. */
    private static final class Customers extends MoesifConfiguration {
        @Override
        public @Nullable String identifyUser(HttpServletRequest request, @Nullable HttpServletResponse response) {
            return request.getHeader("X-Customer-ID");
        }
    }
}
