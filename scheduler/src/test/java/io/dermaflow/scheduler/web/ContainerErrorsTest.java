package io.dermaflow.scheduler.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.json.Json;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** What the container itself refuses, and what it passes on broken. */
class ContainerErrorsTest {

  private static ConfigurableApplicationContext server;
  private static int port;

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    JacksonAutoConfiguration.class
  })
  @Import({
    WebConfiguration.class,
    UploadsController.class,
    FeaturesController.class,
    ProductsController.class
  })
  static class Server {
    @Bean
    Fakes.FakeAccess access() {
      return new Fakes.FakeAccess();
    }

    @Bean
    Fakes.FakeDesk desk() {
      return new Fakes.FakeDesk();
    }

    @Bean
    Fakes.FakeAnswers answers() {
      return new Fakes.FakeAnswers();
    }

    @Bean
    Fakes.FakeCatalogue catalogue() {
      return new Fakes.FakeCatalogue();
    }

    @Bean
    Clock clock() {
      return Clock.fixed(Fakes.NOW, ZoneOffset.UTC);
    }
  }

  @BeforeAll
  static void start() {
    server =
        new SpringApplicationBuilder(Server.class)
            .web(WebApplicationType.SERVLET)
            .properties(
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.config.location=optional:classpath:/none.yaml")
            .run();
    port =
        Integer.parseInt(String.valueOf(server.getEnvironment().getProperty("local.server.port")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String send(String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      String request = head + "\r\nHost: a\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput(); // whoever waits for more sees that nothing comes
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void isProblem(String head, int status) throws IOException {
    String answer = send(head);
    assertThat(answer).as(head).startsWith("HTTP/1.1 " + status);
    assertThat(answer).as(head).containsIgnoringCase("content-type: " + Problem.MEDIA_TYPE);
    assertThat(answer).doesNotContainIgnoringCase("tomcat");
    JsonNode body = Json.tree(answer.substring(answer.indexOf("{"), answer.lastIndexOf("}") + 1));
    assertThat(body.path("status").asInt()).isEqualTo(status);
    assertThat(body.path("code").asString()).isNotEmpty();
  }

  @Test
  void answers() throws IOException {
    assertThat(send("GET /v1/recommendations/anna HTTP/1.1")).startsWith("HTTP/1.1 200");
    assertThat(send("GET /v1/features/anna HTTP/1.1")).startsWith("HTTP/1.1 200");
  }

  @Test
  void tellsWhatIsMalformedAsAProblem() throws IOException {
    isProblem("GET /v1/features/%zz HTTP/1.1", 400);
    isProblem("GET /v1/features/%C3%28 HTTP/1.1", 400);
    isProblem("GET /v1/recommendations/%00 HTTP/1.1", 400);
    isProblem("GET /v1/features/a|b HTTP/1.1", 400);
    isProblem("GET /v1/products?limit=%zz HTTP/1.1", 400);
    isProblem("GET /v1/products?limit=%C3%28 HTTP/1.1", 400);
    isProblem("GET /v1/products?limit=1 HTTP/1.1\r\nAccept: nonsense", 406);
  }

  @Test
  void tellsWhatIsNotThereAsAProblem() throws IOException {
    isProblem("GET /v1/nothing HTTP/1.1", 404);
    isProblem("GET /nothing HTTP/1.1", 404);
    isProblem("PATCH /v1/products HTTP/1.1", 405);
    isProblem("TRACE /v1/products HTTP/1.1", 405);
  }

  @Test
  void takesBodiesApartThatEndEarlyOrLie() throws IOException {
    String post = "POST /v1/uploads HTTP/1.1\r\nContent-Type: ";
    isProblem(post + "multipart/form-data\r\nContent-Length: 0", 415);
    isProblem(post + "application/json\r\nContent-Length: 99999999", 413);
    isProblem(post + "application/json\r\nContent-Length: x", 400);
    isProblem(post + "application/json\r\nContent-Encoding: gzip", 415);
    isProblem(post + "application/x-www-form-urlencoded\r\nContent-Length: 0", 415);
  }
}
