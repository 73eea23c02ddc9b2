package io.breakwater.spring;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What only Spring needs to know. Everything else under {@code breakwater.} is a setting of the filter.
 *
 * @param enabled whether the filters are registered
 * @param urlPatterns servlet URL patterns of the requests that are guarded
 * @param defaultExcludes whether the actuator's endpoints and the app's static files are left alone
 * @param clients whether RestClient, RestTemplate and WebClient pass on the correlation ID and keep to the deadline
 * @param deadlineHeader request header in which those clients tell the downstream how many milliseconds are left; by default none
 */
@ConfigurationProperties(prefix = BreakwaterProperties.PREFIX, ignoreUnknownFields = false)
public record BreakwaterProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("/*") List<String> urlPatterns,
        @DefaultValue("true") boolean defaultExcludes,
        @DefaultValue("true") boolean clients,
        @Nullable String deadlineHeader) {

    static final String PREFIX = "breakwater.spring";

    Optional<String> headerOfDeadline() {
        return Optional.ofNullable(deadlineHeader).filter(name -> !name.isBlank());
    }
}
