package io.dermaflow.scheduler.dialects.platform;

import io.dermaflow.models.SkinType;
import io.dermaflow.recommend.Answers;
import io.dermaflow.recommend.Person;
import io.dermaflow.recommend.Recommendation.ProductCard;
import io.dermaflow.recommend.Recommender;
import io.dermaflow.recommend.Recommenders;
import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.dialects.DialectAnswer;
import io.dermaflow.scheduler.dialects.Findings;
import io.dermaflow.scheduler.dialects.JsonRequest;
import io.dermaflow.scheduler.dialects.MethodRefusedException;
import io.dermaflow.scheduler.dialects.PictureParts;
import io.dermaflow.scheduler.dialects.RefusedRequestException;
import io.dermaflow.scheduler.dialects.platform.InvalidRequestException.FieldError;
import io.dermaflow.scheduler.serving.Analyses;
import io.dermaflow.scheduler.serving.Analyses.Analysis;
import io.dermaflow.scoring.OutcomeReason;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** A picture gives a skin type, a skin type gives products; nothing is kept. */
@RestController
@ConditionalOnWebApplication
class PlatformController {

  /** Its design answers with two, one step after the other; a concern adds the third. */
  private static final int WITHOUT_CONCERNS = 2;

  private static final String NOBODY = "";

  private final Access access;
  private final Analyses analyses;
  private final Recommenders recommenders;
  private final PictureParts pictures;
  private final Clock clock;

  PlatformController(
      Access access,
      Analyses analyses,
      Recommenders recommenders,
      PictureParts pictures,
      Clock clock) {
    this.access = access;
    this.analyses = analyses;
    this.recommenders = recommenders;
    this.pictures = pictures;
    this.clock = clock;
  }

  @PostMapping({"/upload-image", "/upload-image/"})
  ResponseEntity<String> upload(HttpServletRequest request) {
    access.require(Scope.ANALYZE);
    MultipartFile file =
        PictureParts.find(request, "file")
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        List.of(
                            new FieldError(List.of("body", "file"), "Field required", "missing"))));
    requirePicture(file.getContentType());
    Analysis analysis = pictures.use(file, bytes -> analyses.analyze(bytes, null));
    if (!Findings.answers(analysis)) {
      throw refusal(analysis);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("skin_type", Findings.type(analysis).ordinal());
    answer.put("message", "Image uploaded and analyzed successfully");
    return DialectAnswer.ok(answer);
  }

  /** Who does not say what it is, lets us look. */
  private static void requirePicture(@Nullable String contentType) {
    String said = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    if (!said.isEmpty()
        && !said.startsWith("image/")
        && !said.startsWith("application/octet-stream")) {
      throw new RefusedRequestException(
          400, "The file is not an image, expected image/jpeg, image/png or image/webp");
    }
  }

  private static RefusedRequestException refusal(Analysis analysis) {
    if (Findings.tooLarge(analysis)) {
      return new RefusedRequestException(413, "The image is too large: " + analysis.detail());
    }
    return analysis.reason() == OutcomeReason.NO_FACE
        ? new RefusedRequestException(400, "No face detected in the image")
        : new RefusedRequestException(
            400, "The image cannot be analyzed: " + Findings.why(analysis));
  }

  @PostMapping({"/recommend-products", "/recommend-products/"})
  ResponseEntity<String> recommend(HttpServletRequest request) {
    access.require(Scope.READ);
    RecommendRequest asked = RecommendRequest.of(JsonRequest.read(request).fields());
    Recommender recommender =
        recommenders
            .findNewest()
            .orElseThrow(
                () -> new RefusedRequestException(503, "There is no catalogue of products yet"));
    Answers answers = Concerns.of(asked.age(), asked.skinConcerns());
    Person person =
        Person.of(
            NOBODY, type(asked.skinType()), answers, clock.instant(), recommender.staleAfter());
    boolean plain = answers.concerns().isEmpty();
    List<String> names =
        recommender.recommend(person).products().stream()
            .map(ProductCard::name)
            .limit(plain ? WITHOUT_CONCERNS : Long.MAX_VALUE)
            .toList();
    return DialectAnswer.ok(Map.of("recommendations", names));
  }

  /** Codes are places in our order of types; the design has one answer for all others. */
  private static SkinType type(int code) {
    SkinType[] types = SkinType.values();
    return code >= 0 && code < types.length ? types[code] : SkinType.NORMAL;
  }

  @RequestMapping({
    "/upload-image",
    "/upload-image/",
    "/recommend-products",
    "/recommend-products/"
  })
  ResponseEntity<String> otherMethod() {
    throw new MethodRefusedException("POST");
  }
}
