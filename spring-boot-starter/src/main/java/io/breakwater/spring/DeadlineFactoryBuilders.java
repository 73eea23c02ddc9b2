package io.breakwater.spring;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Has Boot's builder of request factories, which RestClient and RestTemplate get theirs from, make such that keep to the
 * deadline. A proxy, because the type of its {@code build} method's argument differs between Boot 3 and 4.
 */
final class DeadlineFactoryBuilders implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof ClientHttpRequestFactoryBuilder<?> builder ? wrapped(builder) : bean;
    }

    private static Object wrapped(ClientHttpRequestFactoryBuilder<?> builder) {
        return Proxy.newProxyInstance(
                builder.getClass().getClassLoader(),
                new Class<?>[] {ClientHttpRequestFactoryBuilder.class},
                (proxy, method, arguments) -> {
                    try {
                        return adapted(method.invoke(builder, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    private static @Nullable Object adapted(@Nullable Object result) {
        if (result instanceof ClientHttpRequestFactory factory) {
            return DeadlineRequestFactory.around(factory);
        }
        return result instanceof ClientHttpRequestFactoryBuilder<?> builder ? wrapped(builder) : result;
    }
}
