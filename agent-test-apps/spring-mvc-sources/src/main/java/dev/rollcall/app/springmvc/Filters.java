package dev.rollcall.app.springmvc;

import dev.rollcall.app.servlet.AppFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The filter that the plain servlets have too. */
@Configuration
public class Filters {
    @Bean
    public AppFilter appFilter() {
        return new AppFilter();
    }
}
