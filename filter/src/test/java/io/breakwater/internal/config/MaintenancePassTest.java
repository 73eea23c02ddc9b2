package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenancePassTest {

    private static final String SECRET = "0123456789abcdef";

    private record Visitor(@Nullable String address, List<String> sent) implements MaintenancePass.Visitor {
        @Override
        public List<String> header(String name) {
            return name.equals("X-Pass") ? sent : List.of();
        }
    }

    @ParameterizedTest(name = "{0} admits {1}: {2}")
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.16.0/20, 192.168.31.255, true",
        "192.168.16.0/20, 192.168.32.0, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "127.0.0.1, ::ffff:127.0.0.1, true",
        "127.0.0.1, ::1, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "fd00::/8, fdab::1, true",
        "fd00::/8, fe80::1%eth0, false",
        "fe80::/10, fe80::1%1, true",
        "fe80::/10, fe80::1%nosuchinterface, false",
        "127.0.0.1, localhost, false",
        "127.0.0.1, '127.0.0.1, 10.0.0.1', false",
        "127.0.0.1, 2130706433, false",
        "127.0.0.1, 0x7f000001, false",
        "127.0.0.1, 127.1, false",
        "127.0.0.1, '', false"
    })
    void anAddressPassesThatIsInTheNetwork(String pass, String address, boolean admitted) {
        assertThat(MaintenancePass.parse(pass).admits(new Visitor(address, List.of(SECRET))))
                .isEqualTo(admitted);
    }

    @Test
    void aContainerThatKnowsNoAddressLetsNobodyThroughByIt() {
        assertThat(MaintenancePass.parse("0.0.0.0/0").admits(new Visitor(null, List.of())))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        SECRET + ", true",
        " " + SECRET + " , true",
        "0123456789abcdeF, false",
        "0123456789abcde, false",
        SECRET + "0, false",
        "'', false"
    })
    void theSecretPassesAndNothingElse(String sent, boolean admitted) {
        MaintenancePass pass = MaintenancePass.parse("X-Pass: " + SECRET);

        assertThat(pass.admits(new Visitor("10.0.0.1", List.of(sent)))).isEqualTo(admitted);
        assertThat(pass.admits(new Visitor("10.0.0.1", List.of("other", sent)))).isEqualTo(admitted);
        assertThat(pass.admits(new Visitor("10.0.0.1", List.of()))).isFalse();
    }

    @Test
    void itsNameSaysNothingOfTheSecret() {
        assertThat(MaintenancePass.parse("X-Pass: " + SECRET)).hasToString("X-Pass: ***");
    }
}
