package io.dermaflow.scheduler.dialects;

import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.serving.UploadDesk;
import jakarta.servlet.MultipartConfigElement;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
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

  /** Names, boundaries and other fields of a form. */
  private static final long FORM_BYTES = 64 << 10;

  /**
   * Of a body that is refused, so much is read: clients hear the answer only when they are done.
   */
  private static final String SWALLOWED_BYTES = Long.toString(64L << 20);

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

  @Bean
  MultipartConfigElement multipartConfig() {
    return new MultipartConfigElement(
        "", UploadDesk.MOST_BYTES, UploadDesk.MOST_BYTES + FORM_BYTES, 0);
  }

  /** Forms are read when a controller asks for them: who may not, need not be listened to. */
  @Bean(DispatcherServlet.MULTIPART_RESOLVER_BEAN_NAME)
  MultipartResolver multipartResolver() {
    StandardServletMultipartResolver resolver = new StandardServletMultipartResolver();
    resolver.setResolveLazily(true);
    return resolver;
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> refusedBodies() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> connector.setProperty("maxSwallowSize", SWALLOWED_BYTES));
  }
}
