package io.dermaflow.scheduler.web;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.dermaflow.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import tools.jackson.databind.JsonNode;

/** The API over fakes, without a server. */
final class ApiFixture {

  final Fakes.FakeAccess access = new Fakes.FakeAccess();
  final Fakes.FakeDesk desk = new Fakes.FakeDesk();
  final Fakes.FakeAnalyses analyses = new Fakes.FakeAnalyses();
  final Fakes.FakeAnswers answers = new Fakes.FakeAnswers();
  final Fakes.FakeLooks looks = new Fakes.FakeLooks();
  final Fakes.FakeFeedback feedback = new Fakes.FakeFeedback();
  final Fakes.FakeErasure erasure = new Fakes.FakeErasure();
  final AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
  private final MockMvc mvc;

  @EnableWebMvc
  static class Framework {}

  ApiFixture() {
    context.setServletContext(new MockServletContext());
    context.register(
        Framework.class,
        DefaultErrorAttributes.class,
        WebConfiguration.class,
        UploadsController.class,
        AnalysesController.class,
        FeaturesController.class,
        RecommendationsController.class,
        LooksController.class,
        FeedbackController.class,
        ProductsController.class,
        ErasureController.class);
    context.addBeanFactoryPostProcessor(
        beans ->
            List.of(
                    access,
                    desk,
                    analyses,
                    answers,
                    looks,
                    feedback,
                    erasure,
                    new Fakes.FakeCatalogue(),
                    Clock.fixed(Fakes.NOW, ZoneOffset.UTC))
                .forEach(bean -> beans.registerSingleton(bean.getClass().getName(), bean)));
    context.refresh();
    mvc = MockMvcBuilders.webAppContextSetup(context).build();
  }

  /** What came back. */
  record Reply(int status, String type, String text, MockHttpServletResponse response) {
    JsonNode json() {
      return Json.tree(text);
    }

    String code() {
      return json().path("code").asString("");
    }

    String header(String name) {
      return String.valueOf(response.getHeader(name));
    }
  }

  Reply get(String path, String... headers) {
    MockHttpServletRequestBuilder request = request(HttpMethod.GET, java.net.URI.create(path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  Reply send(String method, String path, @Nullable String json) {
    return send(
        method,
        path,
        "application/json",
        json == null ? null : json.getBytes(StandardCharsets.UTF_8));
  }

  Reply send(String method, String path, @Nullable String type, byte @Nullable [] body) {
    MockHttpServletRequestBuilder request =
        request(HttpMethod.valueOf(method), java.net.URI.create(path));
    if (body != null) {
      request.content(body);
      if (type != null) {
        request.header("Content-Type", type);
      }
    }
    return send(request);
  }

  private Reply send(MockHttpServletRequestBuilder request) {
    try {
      MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
      String type = response.getContentType();
      return new Reply(
          response.getStatus(),
          type == null ? "" : MediaType.parseMediaType(type).toString(),
          response.getContentAsString(StandardCharsets.UTF_8),
          response);
    } catch (Exception e) {
      throw new AssertionError("nothing but a problem may come out", e);
    }
  }
}
