package dev.rollcall.apps.webflux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.security.config.Customizer.withDefaults;

import java.security.Principal;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Everything under {@code /secure} wants HTTP Basic ({@code alice} with role USER, {@code bob} with role ADMIN; the password
 * is {@code secret}) or a bearer token signed with {@link #SIGNING_KEY} by HS256, whose {@code scope} becomes authorities.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@EnableReactiveMethodSecurity
class Security {
    /** For tests only. */
    static final String SIGNING_KEY = "a key that is known to everybody, for tests";

    @Bean
    SecurityWebFilterChain secure(ServerHttpSecurity http) {
        return http.securityMatcher(new PathPatternParserServerWebExchangeMatcher("/secure/**"))
                .authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                .httpBasic(withDefaults())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtDecoder(NimbusReactiveJwtDecoder.withSecretKey(
                                new SecretKeySpec(SIGNING_KEY.getBytes(UTF_8), "HmacSHA256"))
                        .build())))
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .build();
    }

    @Bean
    MapReactiveUserDetailsService users() {
        return new MapReactiveUserDetailsService(
                User.withUsername("alice").password("{noop}secret").roles("USER").build(),
                User.withUsername("bob").password("{noop}secret").roles("ADMIN").build());
    }

    /** Spring Security would refuse some of the odd requests of the other tests, wherever they go. */
    @Bean
    ServerWebExchangeFirewall letsEverythingPass() {
        return ServerWebExchangeFirewall.INSECURE_NOOP;
    }

    @RestController
    static class Secured {
        @GetMapping("/secure/me")
        Mono<String> me(Mono<Principal> principal) {
            return principal.map(someone -> "me " + someone.getName());
        }

        @GetMapping("/secure/users/{id}")
        Mono<String> user(@PathVariable("id") String id) {
            return Mono.just("secure user " + id);
        }

        @PreAuthorize("hasRole('ADMIN')")
        @GetMapping("/secure/admin")
        Mono<String> admin() {
            return Mono.just("admin");
        }

        @PreAuthorize("hasAuthority('SCOPE_read')")
        @GetMapping("/secure/scope/read")
        Mono<String> scope() {
            return Mono.just("scope read");
        }
    }
}
