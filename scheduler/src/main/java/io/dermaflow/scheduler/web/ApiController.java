package io.dermaflow.scheduler.web;

import io.dermaflow.datasets.UploadSigner;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.PublishedRecommendation;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.Catalogue;
import io.dermaflow.recommend.ProductPicture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The API that serving apps read. Described by {@code /v1/openapi.yaml}. */
@RestController
public class ApiController {

  private static final Duration UPLOAD_LIFE = Duration.ofSeconds(60);

  private final FeatureReader reader;
  private final Catalogue catalogue;
  private final UploadSigner signer;

  public ApiController(FeatureReader reader, Catalogue catalogue, UploadSigner signer) {
    this.reader = reader;
    this.catalogue = catalogue;
    this.signer = signer;
  }

  /** The recommendation of a subject in the publication that is served now. */
  @GetMapping("/v1/recommendations/{subject}")
  ResponseEntity<?> recommendation(@PathVariable String subject) {
    return reader
        .findRecommendation(subject)
        .<ResponseEntity<?>>map(ApiController::body)
        .orElseGet(() -> notFound("There is no recommendation for this subject"));
  }

  private static ResponseEntity<String> body(PublishedRecommendation found) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("publication", found.publication());
    answer.put("published_at", found.publishedAt().toString());
    answer.put("subject_id", found.subjectId());
    answer.put("recommendation", Json.tree(found.body()));
    return json(answer, "\"p" + found.publication() + "-" + found.subjectId().hashCode() + "\"");
  }

  /** The newest features of a subject. */
  @GetMapping("/v1/features/{subject}")
  ResponseEntity<?> features(@PathVariable String subject) {
    return reader
        .findFeatures(subject)
        .<ResponseEntity<?>>map(found -> json(body(found), tag(found)))
        .orElseGet(() -> notFound("There are no features of this subject"));
  }

  /** {@code tone} stays where it was before there was a {@code face}. */
  private static ObjectNode body(SkinFeatures features) {
    ObjectNode body = Json.mapper().valueToTree(features);
    return body.put("tone", features.tone());
  }

  private static String tag(SkinFeatures features) {
    return "\"" + Integer.toHexString(Json.write(features).hashCode()) + "\"";
  }

  /** A URL to which a browser may PUT one selfie. */
  @PostMapping("/v1/uploads")
  ResponseEntity<?> upload(
      @RequestParam(name = "content_type", defaultValue = "image/jpeg") String contentType) {
    String extension =
        switch (contentType) {
          case "image/jpeg" -> "jpg";
          case "image/png" -> "png";
          case "image/webp" -> "webp";
          default -> "";
        };
    if (extension.isEmpty()) {
      return problem(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "content_type '" + contentType + "', expected image/jpeg, image/png or image/webp");
    }
    String id = UUID.randomUUID().toString();
    UploadSigner.SignedUpload signed =
        signer.signPut("incoming/" + id + "/selfie." + extension, contentType, UPLOAD_LIFE);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("upload_id", id);
    answer.put("url", signed.url().toString());
    answer.put("content_type", signed.contentType());
    answer.put("expires_at", signed.expiresAt().toString());
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.write(answer));
  }

  /** A drawn picture of a product. */
  @GetMapping("/products/{id}.svg")
  ResponseEntity<?> picture(@PathVariable String id) {
    return catalogue
        .findProduct(id)
        .<ResponseEntity<?>>map(
            product ->
                ResponseEntity.ok()
                    .contentType(MediaType.valueOf("image/svg+xml"))
                    .cacheControl(CacheControl.maxAge(Duration.ofDays(1)))
                    .body(ProductPicture.svg(product).getBytes(StandardCharsets.UTF_8)))
        .orElseGet(() -> notFound("There is no product '" + id + "'"));
  }

  private static ResponseEntity<String> json(Object value, String etag) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noCache().cachePrivate())
        .eTag(etag)
        .body(Json.write(value));
  }

  private static ResponseEntity<ProblemDetail> notFound(String detail) {
    return problem(HttpStatus.NOT_FOUND, detail);
  }

  private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDetail.forStatusAndDetail(status, detail));
  }
}
