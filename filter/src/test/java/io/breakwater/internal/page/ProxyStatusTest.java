package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.page.PageModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;
import org.greenbytes.http.sfv.TokenItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyStatusTest {

    private static final ProxyStatus PLAIN = new ProxyStatus(false);
    private static final ProxyStatus DETAILED = new ProxyStatus(true);

    @ParameterizedTest
    @EnumSource
    void everyFaultNamesItsErrorAndParsesBack(Fault fault) throws Exception {
        ListElement<?> member = onlyMember(PLAIN.value(AModel.of(fault).build()));

        assertThat(member.get()).isEqualTo("breakwater");
        assertThat(parameter(member, "error").map(Object::toString)).isEqualTo(fault.proxyStatusError());
    }

    @Test
    void isWrittenInCanonicalForm() {
        assertThat(PLAIN.value(AModel.of(Fault.DOWNSTREAM_STATUS)
                        .downstream("orders")
                        .receivedStatus(503)
                        .build()))
                .isEqualTo("breakwater;next-hop=orders;received-status=503");
        assertThat(PLAIN.value(AModel.of(Fault.CIRCUIT_OPEN)
                        .downstream("The \"order\" desk")
                        .build()))
                .isEqualTo("breakwater;error=destination_unavailable;next-hop=\"The \\\"order\\\" desk\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://orders.internal/",
                "orders.internal",
                "orders.internal:8080",
                "orders:8080",
                "10.0.0.7",
                "[::1]",
                "::1",
                "localhost",
                "user@orders",
                "/var/run/orders.sock",
                "\\\\orders\\share",
                "orders.internal.",
                " "
            })
    void whatCouldBeAnAddressIsNeitherInTheHeaderNorOnThePage(String downstream) {
        PageModel model = AModel.of(Fault.DNS_ERROR).downstream(downstream).build();

        assertThat(PLAIN.value(model)).isEqualTo("breakwater;error=dns_error");
        assertThat(Pages.html(Pages.BRAND, model)).contains("<b>The service behind it</b>");
    }

    @Test
    void theCauseIsToldWithDetailsOnly() throws Exception {
        PageModel model = AModel.of(Fault.CONNECTION_REFUSED)
                .cause(new IOException("no route\r\nto \"10.0.0.7\" \u00FC"))
                .build();

        assertThat(PLAIN.value(model)).doesNotContain("details").doesNotContain("10.0.0.7");
        assertThat(parameter(onlyMember(DETAILED.value(model)), "details"))
                .hasValue("java.io.IOException: no route??to \"10.0.0.7\" ?");
    }

    @Property
    void anyAliasAndAnyCauseParseBackAsTheyWere(@ForAll("nasty") String alias, @ForAll("nasty") String message)
            throws Exception {
        PageModel model = AModel.of(Fault.CONNECTION_TERMINATED)
                .downstream(alias)
                .cause(new IOException(message))
                .build();

        String value = DETAILED.value(model);

        assertThat(value).matches("[ -~]+");
        ListElement<?> member = onlyMember(value);
        parameter(member, "next-hop").ifPresent(nextHop -> assertThat(nextHop).isEqualTo(Escape.header(alias.strip())));
        assertThat(member.getParams().get("details")).isInstanceOf(StringItem.class);
        assertThat(member.getParams().keySet()).isSubsetOf("error", "next-hop", "details");
    }

    @Provide
    Arbitrary<String> nasty() {
        return EscapeTest.nasty();
    }

    private static Optional<Object> parameter(ListElement<?> member, String name) {
        return Optional.ofNullable(member.getParams().get(name)).map(Item::get);
    }

    private static ListElement<?> onlyMember(String value) throws Exception {
        List<ListElement<? extends Object>> members = Parser.parseList(value).get();
        assertThat(members).hasSize(1);
        assertThat(members.get(0)).isInstanceOf(TokenItem.class);
        return members.get(0);
    }
}
