package io.breakwater.contract.frameworks;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** An app of Spring MVC's whose handlers fail. */
@Configuration
@EnableWebMvc
@Import({SpringFailures.class, SpringLateFailures.class, SpringFailures.Advice.class})
public class SpringApp implements WebMvcConfigurer {
    /** What its converter fails to write. */
    record Unwritable() {}

    @Override
    public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
        configurer.setTaskExecutor(tasks());
    }

    /** Threads for what is computed later. */
    @Bean
    public AsyncTaskExecutor tasks() {
        return new SimpleAsyncTaskExecutor("later-");
    }

    @Override
    public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        converters.add(0, new ProblemConverter());
        converters.add(0, new UnwritableConverter());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Interceptor());
    }

    private static final class Interceptor implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws IOException {
            if (request.getRequestURI().endsWith("/intercepted")) {
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
                return false;
            }
            return true;
        }

        @Override
        public void postHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler, ModelAndView view) {
            if (request.getRequestURI().endsWith("/post-handle")) {
                throw new IllegalStateException("in the interceptor");
            }
        }
    }

    /** A converter for the way out. */
    private abstract static class Converter<T> extends AbstractHttpMessageConverter<T> {
        private final Class<T> type;

        Converter(Class<T> type, MediaType media) {
            super(media);
            this.type = type;
        }

        @Override
        protected boolean supports(Class<?> candidate) {
            return candidate == type;
        }

        @Override
        protected T readInternal(Class<? extends T> candidate, HttpInputMessage message) {
            throw new IllegalStateException("only written");
        }
    }

    /** As a JSON library would, which is not here. */
    private static final class ProblemConverter extends Converter<ProblemDetail> {
        ProblemConverter() {
            super(ProblemDetail.class, MediaType.APPLICATION_PROBLEM_JSON);
        }

        @Override
        protected void writeInternal(ProblemDetail problem, HttpOutputMessage message) throws IOException {
            String json = "{\"title\":\"" + problem.getTitle() + "\",\"status\":" + problem.getStatus() + "}";
            message.getBody().write(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Fails after a few bytes. */
    private static final class UnwritableConverter extends Converter<Unwritable> {
        UnwritableConverter() {
            super(Unwritable.class, MediaType.TEXT_PLAIN);
        }

        @Override
        protected void writeInternal(Unwritable body, HttpOutputMessage message) throws IOException {
            message.getBody().write('x');
            throw new IllegalStateException("in the converter");
        }
    }
}
