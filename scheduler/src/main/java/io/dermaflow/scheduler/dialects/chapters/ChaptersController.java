package io.dermaflow.scheduler.dialects.chapters;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.models.Condition;
import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Chapter;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.dialects.DialectAnswer;
import io.dermaflow.scheduler.dialects.Findings;
import io.dermaflow.scheduler.dialects.InvalidFieldException;
import io.dermaflow.scheduler.dialects.JsonRequest;
import io.dermaflow.scheduler.dialects.MethodRefusedException;
import io.dermaflow.scheduler.dialects.PictureParts;
import io.dermaflow.scheduler.dialects.RefusedRequestException;
import io.dermaflow.scheduler.serving.Analyses;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import io.dermaflow.scheduler.serving.UploadDesk;
import io.dermaflow.scoring.OutcomeReason;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** A picture gives conditions, a score and a chapter; kept only for a person with an id. */
@RestController
@ConditionalOnWebApplication
class ChaptersController {

  private static final String INVALID_FORMAT = "Invalid image format";

  private final Access access;
  private final Analyses analyses;
  private final UploadDesk uploads;
  private final PictureParts pictures;

  ChaptersController(Access access, Analyses analyses, UploadDesk uploads, PictureParts pictures) {
    this.access = access;
    this.analyses = analyses;
    this.uploads = uploads;
    this.pictures = pictures;
  }

  @PostMapping("/v1/analyze/skin")
  ResponseEntity<String> analyze(HttpServletRequest request) {
    access.require(Scope.ANALYZE);
    String userId = userId(request.getQueryString());
    if (userId != null) {
      access.require(Scope.ANALYZE, userId);
    }
    MultipartFile image =
        PictureParts.find(request, "image")
            .orElseThrow(
                () -> InvalidFieldException.missing("image", "a file in a multipart form"));
    String type = image.getContentType();
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("image/")) {
      throw new RefusedRequestException(400, INVALID_FORMAT);
    }
    Analysis analysis = pictures.use(image, bytes -> analyze(userId, bytes));
    SkinFeatures features = analysis.features();
    if (features == null || !Findings.answers(analysis)) {
      throw refusal(analysis);
    }
    return DialectAnswer.ok(answer(analysis, features));
  }

  private Analysis analyze(@Nullable String userId, byte[] picture) {
    return userId == null
        ? analyses.analyze(picture, null)
        : analyses.analyze(uploads.take(userId, picture, null));
  }

  /** From the query alone: a field of that name in the form is something else. */
  private static @Nullable String userId(@Nullable String query) {
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&")) {
      if (pair.startsWith("user_id=")) {
        String value = decoded(pair.substring("user_id=".length()));
        return value.isEmpty() ? null : JsonRequest.id("user_id", value);
      }
    }
    return null;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw InvalidFieldException.wrong("user_id", value, JsonRequest.ID_EXPECTED);
    }
  }

  private static RefusedRequestException refusal(Analysis analysis) {
    OutcomeReason reason = analysis.reason();
    if (reason == null) {
      return new RefusedRequestException(500, ChaptersErrors.FAILED);
    }
    return switch (reason) {
      case NO_FACE -> new RefusedRequestException(400, "No face detected in the image");
      case NOT_A_PICTURE, CUT_OFF, CORRUPT, UNDECODABLE, TIMED_OUT ->
          new RefusedRequestException(400, INVALID_FORMAT);
      case TOO_LARGE ->
          new RefusedRequestException(413, "The image is too large: " + analysis.detail());
      case SEVERAL_FACES, BLURRED, TOO_DARK, TOO_BRIGHT, TOO_SMALL, BLANK, NO_CONSENT ->
          new RefusedRequestException(
              400, "The image cannot be analyzed: " + Findings.why(analysis));
      case NO_SELFIE, SURVEY_INVALID, UNREADABLE, BAD_NAME ->
          new RefusedRequestException(500, ChaptersErrors.FAILED);
    };
  }

  private static Map<String, Object> answer(Analysis analysis, SkinFeatures features) {
    Integer score = features.skinScore();
    if (score == null) { // the model knows no conditions: a score would be made up
      throw new RefusedRequestException(500, ChaptersErrors.FAILED);
    }
    SkinType type = Findings.type(analysis);
    List<Condition> present = Findings.present(features);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("skin_type", label(type));
    answer.put("conditions", present.stream().map(ChaptersController::label).toList());
    answer.put("skin_score", score);
    answer.put("recommended_chapter", chapter(analysis, present, type, score));
    answer.put("analysis_id", analysis.id().toString());
    answer.put("created_at", analysis.createdAt().toString());
    return answer;
  }

  private static int chapter(Analysis analysis, List<Condition> present, SkinType type, int score) {
    Recommendation recommendation = analysis.recommendation();
    if (recommendation != null) {
      return recommendation.chapter().number();
    }
    Set<Condition> seen = EnumSet.noneOf(Condition.class);
    seen.addAll(present);
    return Chapter.choose(seen, type, score).chapter().number();
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @RequestMapping("/v1/analyze/skin")
  ResponseEntity<String> otherMethod() {
    throw new MethodRefusedException("POST");
  }
}
