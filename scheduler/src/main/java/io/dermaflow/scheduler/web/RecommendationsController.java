package io.dermaflow.scheduler.web;

import io.dermaflow.json.Json;
import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.serving.PublishedAnswers;
import io.dermaflow.scheduler.serving.PublishedAnswers.Answer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Recommendations of many subjects; those of one are read by {@link RecommendationReads}. */
@RestController
@RequestMapping(path = "/v1/batch", produces = MediaType.APPLICATION_JSON_VALUE)
public final class RecommendationsController {

  private static final int HEAD = 40;

  private final PublishedAnswers answers;
  private final Access access;

  public RecommendationsController(PublishedAnswers answers, Access access) {
    this.answers = answers;
    this.access = access;
  }

  @PostMapping("/recommendations")
  ResponseEntity<byte[]> findMany(HttpServletRequest request) {
    List<String> subjects = FeaturesController.subjects(request, access);
    Map<String, Answer> found = answers.find(subjects);
    List<String> missing = new ArrayList<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
    String separator = "{\"recommendations\":{";
    for (String subject : subjects) {
      Answer answer = found.get(subject);
      if (answer == null) {
        missing.add(subject);
        continue;
      }
      add(body, separator + Json.write(subject) + ":");
      body.writeBytes(answer.json());
      separator = ",";
    }
    if (found.isEmpty()) {
      add(body, separator);
    }
    add(body, "},\"missing\":" + Json.write(missing));
    // All are of one publication, and each begins with its number.
    found.values().stream()
        .findFirst()
        .ifPresent(answer -> add(body, ",\"publication\":" + publication(answer.json())));
    add(body, "}");
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(body.toByteArray());
  }

  private static String publication(byte[] json) {
    String head = new String(json, 0, Math.min(json.length, HEAD), StandardCharsets.UTF_8);
    return head.replaceFirst("(?s)^[{]\"publication\": ?([0-9]+).*", "$1");
  }

  private static void add(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
