package io.dermaflow.scheduler.access;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What every endpoint needs, written from the contract and not from the code. A new endpoint needs
 * a line here. {@code <s>} stands for a subject and {@code <u>} for an upload of that subject.
 */
final class Endpoints {

  /** Who may call. */
  enum Need {
    /** Everybody. */
    OPEN,
    /** A scope. */
    SCOPE,
    /** A scope, and to be allowed to ask about the subject. */
    SUBJECT
  }

  /**
   * @param name method and pattern, path variables without their names
   * @param call path and query of a call
   * @param body JSON, {@code form} for a form with a picture, or empty
   */
  record Endpoint(String name, Need need, Scope scope, String call, String body) {

    String method() {
      return name.substring(0, name.indexOf(' '));
    }

    /** Whether it finds by the id of an upload, and may say of another's that it is not there. */
    boolean mayHide() {
      return method().equals("GET") && call.contains("<u>");
    }
  }

  private static final String SURVEY = "{\"skin_type\": \"Dry\", \"budget\": \"<RM50\"}";

  private static final String QUESTION =
      "{\"skin_type\": 0, \"age\": 30, \"gender\": \"f\", \"skin_concerns\": \"\"}";

  private static final List<Endpoint> ALL =
      List.of(
          open("GET /visit"),
          open("POST /visit"),
          open("DELETE /visit"),
          open("GET /v1/openapi.yaml"),
          open("GET /products/{}.svg"),
          scope("GET /", Scope.OPERATE, "/"),
          scope("GET /demo/selfies/{}", Scope.OPERATE, "/demo/selfies/private-1"),
          subject("POST /v1/uploads", Scope.ANALYZE, "/v1/uploads", "{\"subject_id\": \"<s>\"}"),
          subject("POST /v1/uploads/{}/url", Scope.ANALYZE, "/v1/uploads/<u>/url", "{}"),
          subject("PUT /v1/uploads/{}/survey", Scope.ANALYZE, "/v1/uploads/<u>/survey", SURVEY),
          subject(
              "POST /v1/uploads/{}/claim",
              Scope.ANALYZE,
              "/v1/uploads/<u>/claim",
              "{\"subject_id\": \"<s>\"}"),
          subject("POST /v1/analyze", Scope.ANALYZE, "/v1/analyze", "{\"upload_id\": \"<u>\"}"),
          subject("GET /v1/subjects/{}/analyses", Scope.READ, "/v1/subjects/<s>/analyses", ""),
          subject("PUT /v1/subjects/{}/survey", Scope.ANALYZE, "/v1/subjects/<s>/survey", SURVEY),
          subject("GET /v1/features/{}", Scope.READ, "/v1/features/<s>", ""),
          subject(
              "POST /v1/batch/features",
              Scope.READ,
              "/v1/batch/features",
              "{\"subject_ids\": [\"<s>\"]}"),
          subject("GET /v1/recommendations/{}", Scope.READ, "/v1/recommendations/<s>", ""),
          subject(
              "POST /v1/batch/recommendations",
              Scope.READ,
              "/v1/batch/recommendations",
              "{\"subject_ids\": [\"<s>\"]}"),
          subject("GET /v1/subjects/{}/looks", Scope.READ, "/v1/subjects/<s>/looks", ""),
          subject("GET /v1/looks/{}", Scope.READ, "/v1/looks/<u>", ""),
          subject(
              "POST /v1/subjects/{}/looks",
              Scope.FEEDBACK,
              "/v1/subjects/<s>/looks",
              "{\"upload_id\": \"<u>\", \"look_id\": \"soft_glam_v1\"}"),
          subject(
              "POST /v1/feedback",
              Scope.FEEDBACK,
              "/v1/feedback",
              "{\"subject_id\": \"<s>\", \"items\": [{\"product_id\": \"p\", \"kind\": \"liked\"}]}"),
          scope("GET /v1/products", Scope.READ, "/v1/products"),
          scope("GET /v1/products/{}", Scope.READ, "/v1/products/x"),
          // Of an analysis that is not there: nobody's, so for whoever may ask about anybody.
          scope("GET /v1/analyses/{}", Scope.READ, "/v1/analyses/" + new java.util.UUID(1, 2)),
          subject("DELETE /v1/subjects/{}", Scope.ERASE, "/v1/subjects/<s>", ""),
          subject("POST /v1/analyze/skin", Scope.ANALYZE, "/v1/analyze/skin?user_id=<s>", "form"),
          scope("POST /selfie/upload", Scope.ANALYZE, "/selfie/upload", "{}"),
          subject("GET /selfie/result/{}", Scope.ANALYZE, "/selfie/result/<u>", ""),
          scope("POST /upload-image/", Scope.ANALYZE, "/upload-image/", "form"),
          scope("POST /upload-image", Scope.ANALYZE, "/upload-image", "form"),
          scope("POST /recommend-products/", Scope.READ, "/recommend-products/", QUESTION),
          scope("POST /recommend-products", Scope.READ, "/recommend-products", QUESTION),
          scope("POST /upload-url", Scope.ANALYZE, "/upload-url", "{}"),
          scope("POST /get-presigned-url", Scope.ANALYZE, "/get-presigned-url", "{}"),
          subject(
              "POST /analyze",
              Scope.ANALYZE,
              "/analyze",
              "{\"userId\": \"<s>\", \"uploadId\": \"<u>\"}"),
          subject("GET /looks/{}", Scope.READ, "/looks/<s>", ""),
          subject(
              "POST /looks/save",
              Scope.FEEDBACK,
              "/looks/save",
              "{\"userId\": \"<s>\", \"uploadId\": \"<u>\"}"),
          scope("GET /ar-templates/{}", Scope.READ, "/ar-templates/soft_glam_v1"),
          subject("GET /look/{}", Scope.READ, "/look/<u>", ""),
          subject("GET /get-recommendation", Scope.READ, "/get-recommendation?uploadId=<u>", ""));

  private Endpoints() {}

  private static Endpoint open(String name) {
    return new Endpoint(name, Need.OPEN, Scope.READ, "", "");
  }

  private static Endpoint scope(String name, Scope scope, String call) {
    return scope(name, scope, call, "");
  }

  private static Endpoint scope(String name, Scope scope, String call, String body) {
    return new Endpoint(name, Need.SCOPE, scope, call, body);
  }

  private static Endpoint subject(String name, Scope scope, String call, String body) {
    return new Endpoint(name, Need.SUBJECT, scope, call, body);
  }

  static Map<String, Endpoint> byName() {
    return ALL.stream().collect(Collectors.toMap(Endpoint::name, Function.identity()));
  }

  /** Those of these names that need something; what deletes comes last. */
  static Stream<Endpoint> guarded(java.util.Set<String> names) {
    return ALL.stream()
        .filter(e -> e.need() != Need.OPEN && names.contains(e.name()))
        .sorted(Comparator.comparing(e -> e.method().equals("DELETE")));
  }
}
