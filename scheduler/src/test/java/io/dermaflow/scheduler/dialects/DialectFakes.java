package io.dermaflow.scheduler.dialects;

import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.recommend.BadReactions;
import io.dermaflow.recommend.CollaborativeScores;
import io.dermaflow.recommend.Recommenders;
import io.dermaflow.recommend.looks.LookBook;
import io.dermaflow.recommend.ranking.Knowledge;
import io.dermaflow.recommend.reasons.Sentences;
import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.AccessRefusedException;
import io.dermaflow.scheduler.access.Caller;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.serving.Analyses;
import io.dermaflow.scheduler.serving.SavedLooks;
import io.dermaflow.scheduler.serving.SavedLooks.SavedLook;
import io.dermaflow.scheduler.serving.UploadDesk;
import io.dermaflow.scheduler.serving.UploadDesk.Begun;
import io.dermaflow.scheduler.serving.UploadDesk.Ticket;
import io.dermaflow.scheduler.serving.UploadDesk.Wanted;
import io.dermaflow.scoring.OutcomeReason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The ports that dialects stand on, in memory: one person's picture is always the same. */
public final class DialectFakes implements Access, Analyses {

  public static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  public static final UUID ANALYSIS = UUID.fromString("11111111-2222-4333-8444-555555555555");
  public static final Set<String> ALL = Set.of("selfie", "platform", "glamai", "chapters");

  public final DemoProducts catalogue = new DemoProducts();
  public final Recommenders recommenders =
      new Recommenders(
          catalogue,
          Knowledge.bundled(),
          Sentences.bundled(),
          LookBook.bundled(),
          CollaborativeScores.NONE,
          BadReactions.NONE);
  public final PictureParts pictures = new PictureParts(2, Duration.ofMillis(50));
  public final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  /** Who asks; null for nobody that is known. */
  public @Nullable Caller caller =
      new Caller(Caller.Kind.API_KEY, "k1", null, EnumSet.allOf(Scope.class));

  public final Map<String, String> owners = new LinkedHashMap<>();
  public final Map<String, String> surveys = new LinkedHashMap<>();
  public final List<Wanted> wanted = new ArrayList<>();
  public final List<SavedLook> looks = new ArrayList<>();
  public Status status = Status.SCORED;
  public @Nullable OutcomeReason reason;
  public @Nullable RuntimeException failure;
  public String severity = "MODERATE";
  public @Nullable String skinType = "OILY";
  public @Nullable Integer skinScore = 74;
  public boolean recommends = true;
  public Map<String, Double> conditions = Map.of("ACNE", 0.9, "REDNESS", 0.5, "BLACKHEADS", 0.51);
  public final UploadDesk desk = new Desk();
  private int begun;

  /** The controllers of one dialect with their errors, as they are served. */
  public MockMvc mvc(Set<String> on, Object errors, Object... controllers) {
    return MockMvcBuilders.standaloneSetup(controllers)
        .setControllerAdvice(errors)
        .addInterceptors(new DialectSwitch(on))
        .build();
  }

  public void askAs(String subject) {
    caller = new Caller(Caller.Kind.TOKEN, "t", subject, EnumSet.allOf(Scope.class));
  }

  @Override
  public Caller caller() {
    return caller == null ? new Caller(Caller.Kind.OPEN, "anonymous", null, Set.of()) : caller;
  }

  @Override
  public void require(Scope scope) {
    if (caller == null) {
      throw new AccessRefusedException(true, "a key is needed");
    }
    if (!caller.scopes().contains(scope)) {
      throw new AccessRefusedException(false, "the scope " + scope.text() + " is needed");
    }
  }

  @Override
  public void require(Scope scope, @Nullable String subjectId) {
    require(scope);
    String own = caller().subjectId();
    if (own != null && !own.equals(subjectId)) {
      throw new AccessRefusedException(false, "its own subject only");
    }
  }

  /** Where uploads begin. */
  private final class Desk implements UploadDesk {

    @Override
    public Ticket begin(Wanted want) {
      wanted.add(want);
      String id = "00000000-0000-4000-8000-%012d".formatted(++begun);
      owners.put(id, want.subjectId());
      if (want.survey() != null) {
        surveys.put(id, new String(want.survey(), StandardCharsets.UTF_8));
      }
      return new Ticket(
          id,
          URI.create("http://s3.test/b/incoming/" + id + "/selfie.jpg?X-Amz-Signature=s"),
          want.contentType(),
          want.contentLength(),
          NOW.plusSeconds(URL_SECONDS));
    }

    @Override
    public Optional<Ticket> renew(String uploadId, String contentType, @Nullable Long length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean survey(String uploadId, byte[] survey) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean claim(String uploadId, String subjectId) {
      if (!owners.containsKey(uploadId) || owners.get(uploadId) != null) {
        return false;
      }
      owners.put(uploadId, subjectId);
      return true;
    }

    @Override
    public String take(@Nullable String subjectId, byte[] selfie, byte @Nullable [] survey) {
      return begin(new Wanted(subjectId, "image/jpeg", (long) selfie.length, survey)).uploadId();
    }

    @Override
    public Optional<Begun> find(String uploadId) {
      return owners.containsKey(uploadId)
          ? Optional.of(new Begun(uploadId, owners.get(uploadId), NOW))
          : Optional.empty();
    }
  }

  @Override
  public Analysis analyze(String uploadId) {
    return made(uploadId, owners.get(uploadId));
  }

  @Override
  public Analysis analyze(byte[] selfie, byte @Nullable [] survey) {
    return made(null, null);
  }

  private Analysis made(@Nullable String uploadId, @Nullable String subject) {
    if (failure != null) {
      throw failure;
    }
    SkinFeatures features = status == Status.SCORED ? features(uploadId, subject) : null;
    return new Analysis(
        ANALYSIS,
        uploadId,
        subject,
        status,
        reason,
        reason == null ? "" : reason.meaning(),
        features,
        features == null || !recommends
            ? null
            : recommenders.findNewest().orElseThrow().recommend(features),
        NOW);
  }

  private SkinFeatures features(@Nullable String uploadId, @Nullable String subject) {
    String id = uploadId == null ? "bytes" : uploadId;
    SkinFeatures.Builder builder =
        SkinFeatures.of(id, "etag", "m@1", "h", NOW)
            .withSubject(subject)
            .withSeverity(severity, 0.8)
            .withConditions(conditions)
            .withSkinScore(skinScore)
            .withFace(new FaceFeatures("medium-warm", 5, "oval", "almond", "full"));
    if (skinType != null) {
      builder.withSkinType(skinType, 0.9);
    }
    String survey = surveys.get(id);
    return survey == null ? builder.build() : builder.withSurvey("s", survey).build();
  }

  @Override
  public Analysis survey(String subjectId, byte[] survey) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Analysis> find(UUID id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Analysis> findByUpload(String uploadId) {
    return owners.containsKey(uploadId) ? Optional.of(analyze(uploadId)) : Optional.empty();
  }

  @Override
  public List<Analysis> list(String subjectId, int limit) {
    throw new UnsupportedOperationException();
  }

  /** The looks that were kept. */
  public SavedLooks savedLooks() {
    return new SavedLooks() {
      @Override
      public SavedLook keep(SavedLook look) {
        looks.removeIf(
            old ->
                old.uploadId().equals(look.uploadId()) && old.look().id().equals(look.look().id()));
        looks.add(0, look);
        return look;
      }

      @Override
      public List<SavedLook> list(String subjectId) {
        return looks.stream().filter(look -> look.subjectId().equals(subjectId)).toList();
      }

      @Override
      public Optional<SavedLook> find(String uploadId) {
        return looks.stream().filter(look -> look.uploadId().equals(uploadId)).findFirst();
      }
    };
  }
}
