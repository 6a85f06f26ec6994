package io.dermaflow.scheduler.dialects;

import io.dermaflow.scheduler.config.Settings;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The dialects over HTTP. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class DialectsConfiguration {

  private static final int PICTURES_AT_A_TIME = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Bean
  WebMvcConfigurer dialectSwitches(Settings settings) {
    DialectSwitch switches = new DialectSwitch(settings.serve().dialects());
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(switches);
      }
    };
  }

  @Bean
  PictureParts pictureParts() {
    return new PictureParts(PICTURES_AT_A_TIME, PATIENCE);
  }

  /**
   * Forms are read when a controller asks for them: who may not, need not be listened to, and what
   * is wrong with a form is told in the controller's dialect.
   */
  @Bean(DispatcherServlet.MULTIPART_RESOLVER_BEAN_NAME)
  MultipartResolver multipartResolver() {
    StandardServletMultipartResolver resolver = new StandardServletMultipartResolver();
    resolver.setResolveLazily(true);
    return resolver;
  }
}
