package dev.rollcall.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteInferenceTest {
    private final RouteInference inference = new RouteInference(100);

    @ParameterizedTest
    @CsvSource({
        "/,                                                     /",
        "/hello,                                                /hello",
        "/users/7,                                              /users/{id}",
        "/users/7/,                                             /users/{id}",
        "/users/7/orders/9,                                     /users/{id}/orders/{id}",
        "/api/v2/users,                                         /api/v2/users",
        "/x/3f2504e0-4f89-11d3-9a0c-0305e82c3301,               /x/{id}",
        "/x/deadbeef01,                                         /x/{id}",
        "/x/01ARZ3NDEKTSV4RRFFQ69G5FAV,                         /x/{id}",
        "/x/ada@example.org,                                    /x/{id}",
        "/x/2024-01-31,                                         /x/{id}",
        "/x/user-123,                                           /x/{id}",
        "/x/step-1,                                             /x/step-1",
        "/x/a-very-long-title-that-nobody-would-write-in-code,  /x/{id}",
        "/users;v=1/7;w=2,                                      /users/{id}",
        "/rpc/getCustomerInfoV2,                                /rpc/getCustomerInfoV2",
        "/order-history,                                        /order-history",
        "/x/dGhpcyBpcyBhIHRva2VuIDEyMw,                         /x/{id}",
    })
    void ids_become_variables_and_names_stay(String path, String template) {
        assertThat(inference.template(path)).isEqualTo(template);
    }

    @Test
    void a_place_with_too_many_names_holds_ids() {
        Set<String> templates = new HashSet<>();
        for (char a = 'a'; a <= 'z'; a++) {
            for (char b = 'a'; b <= 'z'; b++) {
                templates.add(inference.template("/users/" + a + b + "x/posts"));
            }
        }

        assertThat(templates).contains("/users/{id}/posts").hasSizeLessThan(70);
    }

    @Test
    void templates_are_bounded_and_the_rest_is_one() {
        Set<String> templates = new HashSet<>();
        for (char a = 'a'; a <= 'z'; a++) {
            for (char b = 'a'; b <= 'z'; b++) {
                templates.add(inference.template("/" + a + "/" + b));
            }
        }

        assertThat(templates).hasSize(101).contains(RouteInference.OTHER);
        assertThat(inference.template("/a/b")).as("one that was there before").isEqualTo("/a/b");
    }

    @Test
    void a_probe_that_finds_nothing_makes_no_template() {
        assertThat(inference.known("/wp-admin")).isEqualTo("/**");
        assertThat(inference.template("/users/1")).isEqualTo("/users/{id}");
        assertThat(inference.known("/users/2")).isEqualTo("/users/{id}");
        assertThat(inference.known("/wp-admin")).isEqualTo("/**");
    }

    @Property
    void any_path_has_a_bounded_number_of_templates(@ForAll String path) {
        RouteInference few = new RouteInference(1);
        Set<String> templates = new HashSet<>();
        templates.add(few.template(path));
        templates.add(few.template("/" + path));
        templates.add(few.template("/" + path + "/" + path));
        templates.add(few.template("/a"));
        templates.remove(RouteInference.OTHER);

        assertThat(templates).hasSizeLessThanOrEqualTo(1);
    }
}
