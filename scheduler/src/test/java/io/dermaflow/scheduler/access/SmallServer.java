package io.dermaflow.scheduler.access;

import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.json.Json;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.config.SettingsLoader;
import io.dermaflow.scheduler.serving.ServingSchema;
import io.dermaflow.testing.TestDatabase;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The filter chain before one controller that says who asks and what it was sent. */
final class SmallServer implements AutoCloseable {

  /** Keeps these classes out of the application that other tests start. */
  private static final String PROFILE = "small-server";

  private final ServletWebServerApplicationContext context;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private SmallServer(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /** Starts it on a home with these settings. */
  static SmallServer start(Path home, String... environment) throws IOException {
    Files.createDirectories(home);
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    Settings settings = new SettingsLoader(variables).load(home);
    TestDatabase database = TestDatabase.with(ServingSchema.MIGRATION);
    return new SmallServer(
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .profiles(PROFILE)
                .properties("server.port=0", "server.address=127.0.0.1")
                .initializers(
                    (GenericApplicationContext c) -> {
                      c.registerBean(Settings.class, () -> settings);
                      c.registerBean(JdbcClient.class, database::jdbc);
                      c.registerBean(
                          StorageSettings.class,
                          () ->
                              new StorageSettings(
                                  URI.create("http://s3.example:9000/x"),
                                  null,
                                  "us-east-1",
                                  "b",
                                  null));
                    })
                .run());
  }

  int port() {
    return context.getWebServer().getPort();
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).build());
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @Profile(PROFILE)
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    MultipartAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class
  })
  @Import({AccessConfiguration.class, AccessAdvice.class, VisitController.class, Mirror.class})
  static class Application {
    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }
  }

  /** Answers everything that nobody else does. */
  @RestController
  @Profile(PROFILE)
  static class Mirror {

    private final Access access;

    Mirror(Access access) {
      this.access = access;
    }

    @RequestMapping("/**")
    String answer(HttpServletRequest request) throws IOException {
      String scope = request.getParameter("scope");
      if (scope != null) {
        String subject = request.getParameter("subject");
        if (subject == null) {
          access.require(Scope.valueOf(scope));
        } else {
          access.require(Scope.valueOf(scope), subject);
        }
      }
      if (request.getParameter("fail") != null) {
        throw new IllegalStateException("fails on purpose");
      }
      Caller caller = access.caller();
      Map<String, @Nullable Object> answer = new LinkedHashMap<>();
      answer.put("kind", caller.kind());
      answer.put("id", caller.id());
      answer.put("subject", caller.subjectId());
      answer.put("scopes", caller.scopes().size());
      answer.put("bytes", request.getInputStream().readAllBytes().length);
      return Json.write(answer);
    }
  }
}
