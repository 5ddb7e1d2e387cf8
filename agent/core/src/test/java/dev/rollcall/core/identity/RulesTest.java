package dev.rollcall.core.identity;

import static dev.rollcall.core.identity.Call.call;
import static dev.rollcall.core.identity.Call.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One rule at a time, with what goes wrong in the field. */
class RulesTest {
    @Test
    void header_names_are_not_case_sensitive_and_values_are() {
        Identifier identifier = only("header:X-Tenant-ID");

        assertThat(call().header("x-tenant-id", "Acme").by(identifier).customerId())
                .isEqualTo("Acme");
        assertThat(call().header("X-TENANT-ID", "acme").by(identifier).customerId())
                .isEqualTo("acme");
        assertThat(call().header("x-tenant-id", "a").by(identifier).customerSource())
                .isEqualTo("header:X-Tenant-ID");
    }

    @Test
    void a_header_sent_twice_with_different_values_names_nobody_and_is_never_joined() {
        Identifier identifier = only("header:X-A,header:X-B");

        Identity identity = call().header("X-A", "acme").header("X-A", "wayne").by(identifier);
        assertThat(identity.customerId()).isNull();

        assertThat(call().header("X-A", "acme")
                        .header("X-A", "wayne")
                        .header("X-B", "b")
                        .by(identifier)
                        .customerId())
                .isEqualTo("b");
        assertThat(call().header("X-A", "acme")
                        .header("X-A", "acme")
                        .by(identifier)
                        .customerId())
                .isEqualTo("acme");
    }

    @Test
    void a_repeated_authorization_names_nobody() {
        Identifier identifier = Call.identifier("");

        Identity identity = call().bearer(Jwt.of("{\"sub\":\"a\"}"))
                .bearer(Jwt.of("{\"sub\":\"b\"}"))
                .by(identifier);

        assertThat(identity.customerId()).isNull();
        assertThat(identity.credentialHash()).isNull();
    }

    @Test
    void an_id_is_kept_as_sent_but_for_outer_spaces() {
        Identifier identifier = only("header:X-A");

        assertThat(call().header("X-A", "  Ann O'Neil | \"x\", 10% ünï  ")
                        .by(identifier)
                        .customerId())
                .isEqualTo("Ann O'Neil | \"x\", 10% ünï");
        assertThat(call().header("X-A", "a, b").by(identifier).customerId()).isEqualTo("a, b");
        assertThat(call().header("X-A", "日本").by(identifier).customerId()).isEqualTo("日本");
        assertThat(call().header("X-A", "   ").by(identifier).customerId()).isNull();
        assertThat(call().header("X-A", "").by(identifier).customerId()).isNull();
    }

    @Test
    void an_id_of_more_than_256_characters_is_refused_and_counted() {
        Identifier identifier = only("header:X-A,header:X-B");

        assertThat(call().header("X-A", "x".repeat(256)).by(identifier).customerId())
                .hasSize(256);
        assertThat(identifier.refused()).isZero();
        assertThat(call().header("X-A", "x".repeat(257))
                        .header("X-B", "b")
                        .by(identifier)
                        .customerId())
                .isEqualTo("b");
        assertThat(identifier.refused()).isEqualTo(1);
        assertThat(call().header("X-A", "x".repeat(20_000)).by(identifier).customerId())
                .isNull();
    }

    @Test
    void an_id_with_control_characters_is_refused_and_counted() {
        Identifier identifier = only("header:X-A");

        for (String bad : new String[] {"a\nb", "a\tb", "a\u0000b", "a\u007fb", "a\u0085b", "a\u202eb", "a\u2028b"}) {
            long before = identifier.refused();
            assertThat(call().header("X-A", bad).by(identifier).customerId())
                    .as(bad)
                    .isNull();
            assertThat(identifier.refused()).as(bad).isEqualTo(before + 1);
        }
    }

    @Test
    void a_response_header_set_deep_inside_the_application_counts() {
        Identifier identifier = only("response-header:X-Account");

        assertThat(call().responseHeader("x-account", "acme").by(identifier).customerId())
                .isEqualTo("acme");
        assertThat(call().header("X-Account", "spoofed").by(identifier).customerId())
                .isNull();
        assertThat(call().responseHeader("X-Account", "a")
                        .responseHeader("X-Account", "b")
                        .by(identifier)
                        .customerId())
                .isNull();
    }

    @Test
    void an_attribute_can_be_text_a_number_or_a_uuid_and_its_name_is_exact() {
        Identifier identifier = only("attribute:tenant");
        UUID uuid = UUID.fromString("1b4e28ba-2fa1-11d2-883f-0016d3cca427");

        assertThat(call().attribute("tenant", "acme").by(identifier).customerId())
                .isEqualTo("acme");
        assertThat(call().attribute("tenant", 513L).by(identifier).customerId()).isEqualTo("513");
        assertThat(call().attribute("tenant", uuid).by(identifier).customerId()).isEqualTo(uuid.toString());
        assertThat(call().attribute("Tenant", "acme").by(identifier).customerId())
                .isNull();
        assertThat(call().attribute("tenant", new Object()).by(identifier).customerId())
                .isNull();
    }

    @Test
    void an_attribute_and_a_header_can_bring_the_customers_name() {
        Identifier identifier = Call.identifier("");

        assertThat(call().attribute("rollcall.customer", "c7")
                        .attribute("rollcall.customer.name", "Acme Inc.")
                        .by(identifier)
                        .customerName())
                .isEqualTo("Acme Inc.");
        assertThat(call().header("X-Customer-ID", "c7")
                        .header("X-Customer-Name", "Acme Inc.")
                        .by(identifier)
                        .customerName())
                .isEqualTo("Acme Inc.");
    }

    @Test
    void the_principal_of_the_application_is_a_user_and_spring_securitys_anonymous_is_nobody() {
        Identifier identifier = only("principal");

        assertThat(call().principal("ann").by(identifier).customerId()).isEqualTo("ann");
        assertThat(call().principal("ann").by(identifier).customerKind()).isEqualTo(CustomerKind.USER);
        assertThat(call().principal("anonymousUser").by(identifier).customerId())
                .isNull();
    }

    @Test
    void a_path_rule_takes_its_first_group_or_else_all_it_matched() {
        assertThat(call().path("/v1/accounts/42/items")
                        .by(only("path:/accounts/(\\d+)"))
                        .customerId())
                .isEqualTo("42");
        assertThat(call().path("/v1/accounts/42")
                        .by(only("path:accounts/\\d{1,3}"))
                        .customerId())
                .isEqualTo("accounts/42");
        assertThat(call().path("/v1/users/42").by(only("path:/accounts/(\\d+)")).customerId())
                .isNull();
        assertThat(call().path("/a/").by(only("path:/a/(\\d+)?")).customerId()).isNull();
    }

    @Test
    void a_path_that_makes_an_expression_run_wild_names_nobody_and_holds_nothing_up() {
        Identifier identifier = only("path:^/(a+)+$");

        assertThat(call().path("/" + "a".repeat(2000) + "!").by(identifier).customerId())
                .isNull();
        assertThat(identifier.refused()).isEqualTo(1);
        assertThat(call().path("/aa").by(identifier).customerId()).isNotNull();
    }

    @Test
    void a_host_rule_reads_the_sub_domain() {
        Identifier identifier = only("host:^([^.]+)\\.api\\.");

        assertThat(call().host("acme.api.example.com:8080").by(identifier).customerId())
                .isEqualTo("acme");
    }

    @Test
    void a_field_of_a_json_header_is_found_by_its_path() {
        Identifier identifier = only("json-header:X-Context#account.id");

        assertThat(call().header("X-Context", "{\"account\":{\"id\":513}}")
                        .by(identifier)
                        .customerId())
                .isEqualTo("513");
        assertThat(call().header("X-Context", "{\"id\":1,\"account\":2}")
                        .by(identifier)
                        .customerId())
                .isNull();
    }

    @Test
    void a_json_header_in_base64_is_read_with_and_without_padding() {
        Identifier identifier = only("json-header:x-jwt-payload#sub");

        assertThat(call().header("x-jwt-payload", Jwt.base64("{\"sub\":\"ann\"}"))
                        .by(identifier)
                        .customerId())
                .isEqualTo("ann");
        assertThat(call().header("x-jwt-payload", "eyJzdWIiOiJhbm4ifQ==")
                        .by(identifier)
                        .customerId())
                .isEqualTo("ann");
    }

    @Test
    void broken_or_oversized_treblle_metadata_loses_its_fields_and_not_the_call() {
        Identifier identifier = Call.identifier("");
        String[] bad = {
            "",
            "Netflix",
            "{",
            "{\"user-id\":\"a\"",
            "[\"user-id\"]",
            "{\"user-id\":\"a\"}}",
            "{\"x\":{\"user-id\":\"a\"}}",
            "{\"user-id\":{\"user-id\":\"a\"}}",
            "{\"user-id\":\"" + "a".repeat(2000) + "\"}",
            "{\"user-id\":\"a\",\"x\":" + "[".repeat(900) + "}",
        };
        for (String value : bad) {
            Identity identity = call().header("treblle-metadata", value).by(identifier);
            assertThat(identity.customerId()).as(value).isNull();
        }
        assertThat(identifier.refused()).isEqualTo(8);
    }

    @Test
    void properties_are_found_by_rules_of_their_own() {
        Identifier identifier =
                Call.identifier("properties=plan=jwt:plan,region=header:X-Region,key=api-key:X-API-Key");

        Identity identity = call().bearer(Jwt.of("{\"sub\":\"a\",\"plan\":\"gold\"}"))
                .header("x-region", "eu")
                .header("X-API-Key", "raw-secret")
                .by(identifier);

        assertThat(identity.plan()).isEqualTo("gold");
        assertThat(identity.properties()).isEqualTo(2);
        assertThat(identity.propertyName(0)).isEqualTo("region");
        assertThat(identity.propertyValue(0)).isEqualTo("eu");
        assertThat(identity.propertyValue(1)).startsWith("key:").doesNotContain("raw-secret");
    }

    @Test
    void own_rules_replace_the_default_ones_and_can_name_them() {
        Identifier own = Call.identifier("customer=jwt:org_id");
        Identifier both = Call.identifier("customer=jwt:org_id,default");
        Identifier none = Call.identifier("customer=none,user=none");
        Call call = call().bearer(Jwt.of("{\"sub\":\"ann\"}"));

        assertThat(call.by(own).customerId()).isNull();
        assertThat(call.by(own).endUser()).isEqualTo("ann");
        assertThat(call.by(both).customerId()).isEqualTo("ann");
        assertThat(call.by(none).customerId()).isNull();
        assertThat(call.by(none).endUser()).isNull();
    }

    @Test
    void the_same_person_in_two_organisations_is_two_customers_when_the_tenant_is_asked_for() {
        Identifier identifier = Call.identifier("customer=jwt:org_id,jwt:azp,jwt:sub");

        Identity acme = call().bearer(Jwt.of("{\"sub\":\"ann\",\"org_id\":\"o1\",\"org_name\":\"Acme\"}"))
                .by(identifier);
        Identity wayne =
                call().bearer(Jwt.of("{\"sub\":\"ann\",\"org_id\":\"o2\"}")).by(identifier);

        assertThat(acme.customerId()).isEqualTo("o1");
        assertThat(acme.customerName()).isEqualTo("Acme");
        assertThat(acme.customerKind()).isEqualTo(CustomerKind.ORG);
        assertThat(acme.endUser()).isEqualTo("ann");
        assertThat(wayne.customerId()).isEqualTo("o2");
        assertThat(wayne.endUser()).isEqualTo("ann");
    }
}
