package io.dermaflow.scheduler.web;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FaceFeatures;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.Product;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.Recommendation.ChapterCard;
import io.dermaflow.recommend.Recommendation.Look;
import io.dermaflow.recommend.Slot;
import io.dermaflow.scheduler.FixedCatalogue;
import io.dermaflow.scheduler.access.Access;
import io.dermaflow.scheduler.access.AccessRefusedException;
import io.dermaflow.scheduler.access.Caller;
import io.dermaflow.scheduler.access.Scope;
import io.dermaflow.scheduler.serving.Analyses;
import io.dermaflow.scheduler.serving.Erasure;
import io.dermaflow.scheduler.serving.FeedbackDesk;
import io.dermaflow.scheduler.serving.PublishedAnswers;
import io.dermaflow.scheduler.serving.SavedLooks;
import io.dermaflow.scheduler.serving.UploadDesk;
import io.dermaflow.scoring.OutcomeReason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ports that the API stands on, in memory. */
final class Fakes {

  static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  static final UUID ANALYSIS = UUID.fromString("00000000-0000-4000-8000-000000000001");

  private Fakes() {}

  static SkinFeatures features(String subject) {
    return SkinFeatures.of("up-1", "etag", "skin@1", "prep", NOW)
        .withSubject(subject)
        .withSeverity("MILD", .9)
        .withConditions(Map.of("ACNE", .6))
        .withSkinScore(88)
        .withFace(new FaceFeatures("light-cool", 2, "oval", "almond", "full"))
        .build();
  }

  static Look look(String id) {
    return new Look(
        "Soft Glam",
        "light 2",
        "rose",
        List.of("taupe"),
        "soft_glam_v1",
        List.of("https://shop.example/a"),
        "it suits",
        id,
        "sesuai",
        null,
        List.of(new Recommendation.LookProduct("lipstick", "demo-lip", "rose")));
  }

  static Recommendation recommendation(String subject) {
    return new Recommendation(
        subject,
        "up-1",
        "skin@1",
        1,
        "rules",
        "MILD",
        "DRY",
        "said",
        88,
        Map.of("ACNE", .6),
        new ChapterCard(1, "Hydration", "dry"),
        List.of(),
        "no product fits",
        look("look-1"),
        List.of("see a dermatologist"),
        "ranking",
        "ingredients",
        NOW,
        false,
        new Recommendation.Basis(NOW, Map.of(), Map.of()),
        List.of(),
        List.of(look("look-2")),
        null,
        List.of());
  }

  /** Who asks can be set. */
  static final class FakeAccess implements Access {
    Caller caller = new Caller(Caller.Kind.API_KEY, "k", null, Set.of(Scope.values()));

    void be(@Nullable String subject, Scope... scopes) {
      caller = new Caller(Caller.Kind.TOKEN, "t", subject, Set.of(scopes));
    }

    @Override
    public Caller caller() {
      return caller;
    }

    @Override
    public void require(Scope scope) {
      if (caller.scopes().isEmpty()) {
        throw new AccessRefusedException(true, "a key is needed");
      }
      if (!caller.scopes().contains(scope)) {
        throw new AccessRefusedException(false, "no scope " + scope.text());
      }
    }

    @Override
    public void require(Scope scope, @Nullable String subjectId) {
      require(scope);
      String own = caller.subjectId();
      if (own != null && !own.equals(subjectId)) {
        throw new AccessRefusedException(false, "own subject only");
      }
    }
  }

  /** Uploads by id. */
  static final class FakeDesk implements UploadDesk {
    final Map<String, Begun> begun = new LinkedHashMap<>();
    final Map<String, String> surveys = new LinkedHashMap<>();

    @Override
    public Ticket begin(Wanted wanted) {
      String id = "up-" + (begun.size() + 1);
      begun.put(id, new Begun(id, wanted.subjectId(), NOW));
      if (wanted.survey() != null) {
        survey(id, wanted.survey());
      }
      return ticket(id, wanted.contentType(), wanted.contentLength());
    }

    private static Ticket ticket(String id, String type, @Nullable Long length) {
      return new Ticket(
          id, URI.create("http://s3.example/incoming/" + id), type, length, NOW.plusSeconds(60));
    }

    @Override
    public Optional<Ticket> renew(String uploadId, String contentType, @Nullable Long length) {
      return find(uploadId).map(found -> ticket(uploadId, contentType, length));
    }

    @Override
    public boolean survey(String uploadId, byte[] survey) {
      String text = new String(survey, StandardCharsets.UTF_8);
      if (text.contains("purple")) {
        throw DermaflowException.usage(
            "skin_type 'purple'", "one of [combo, dry, oily, sensitive]", "a typing error");
      }
      surveys.put(uploadId, text);
      return begun.containsKey(uploadId);
    }

    @Override
    public boolean claim(String uploadId, String subjectId) {
      String owner = begun.get(uploadId).subjectId();
      if (owner != null && !owner.equals(subjectId)) {
        return false;
      }
      begun.put(uploadId, new Begun(uploadId, subjectId, NOW));
      return true;
    }

    @Override
    public String take(@Nullable String subjectId, byte[] selfie, byte @Nullable [] survey) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Begun> find(String uploadId) {
      return Optional.ofNullable(begun.get(uploadId));
    }
  }

  /** {@code up-1} is scored, {@code broken} set aside, everything else has not arrived. */
  static final class FakeAnalyses implements Analyses {
    @Nullable RuntimeException failure;

    static Analysis scored(String subject) {
      return new Analysis(
          ANALYSIS,
          "up-1",
          subject,
          Status.SCORED,
          null,
          "",
          features(subject),
          recommendation(subject),
          NOW);
    }

    @Override
    public Analysis analyze(String uploadId) {
      if (failure != null) {
        throw failure;
      }
      return switch (uploadId) {
        case "up-1" -> scored("anna");
        case "broken" ->
            new Analysis(
                ANALYSIS,
                uploadId,
                null,
                Status.SET_ASIDE,
                OutcomeReason.CUT_OFF,
                "ends at byte 9",
                null,
                null,
                NOW);
        default ->
            new Analysis(ANALYSIS, uploadId, null, Status.NOT_ARRIVED, null, "", null, null, NOW);
      };
    }

    @Override
    public Analysis analyze(byte[] selfie, byte @Nullable [] survey) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Analysis survey(String subjectId, byte[] survey) {
      return scored(subjectId);
    }

    @Override
    public Optional<Analysis> find(UUID id) {
      return id.equals(ANALYSIS) ? Optional.of(scored("anna")) : Optional.empty();
    }

    @Override
    public Optional<Analysis> findByUpload(String uploadId) {
      return uploadId.equals("up-1") ? Optional.of(scored("anna")) : Optional.empty();
    }

    @Override
    public List<Analysis> list(String subjectId, int limit) {
      return subjectId.equals("anna") ? List.of(scored("anna")) : List.of();
    }
  }

  /** Answers for {@code anna} and {@code ben}. */
  static final class FakeAnswers implements PublishedAnswers {
    final List<String> forgotten = new ArrayList<>();
    @Nullable RuntimeException failure;

    @Override
    public Optional<Answer> find(String subjectId) {
      if (failure != null) {
        throw failure;
      }
      if (!Set.of("anna", "ben").contains(subjectId)) {
        return Optional.empty();
      }
      String json =
          "{\"publication\":7,\"published_at\":\"2026-02-03T04:05:06Z\",\"subject_id\":\"%s\",\"source\":\"live\",\"recommendation\":%s}"
              .formatted(subjectId, Json.write(recommendation(subjectId)));
      return Optional.of(
          new Answer(json.getBytes(StandardCharsets.UTF_8), "\"t" + subjectId + "\""));
    }

    @Override
    public Map<String, Answer> find(Collection<String> subjectIds) {
      Map<String, Answer> found = new LinkedHashMap<>();
      subjectIds.forEach(id -> find(id).ifPresent(answer -> found.put(id, answer)));
      return found;
    }

    @Override
    public Optional<SkinFeatures> findFeatures(String subjectId) {
      return subjectId.equals("anna") ? Optional.of(features("anna")) : Optional.empty();
    }

    @Override
    public Map<String, SkinFeatures> findFeatures(Collection<String> subjectIds) {
      return subjectIds.contains("anna") ? Map.of("anna", features("anna")) : Map.of();
    }

    @Override
    public void forget(String subjectId) {
      forgotten.add(subjectId);
    }
  }

  /** Looks in a list. */
  static final class FakeLooks implements SavedLooks {
    final List<SavedLook> kept = new ArrayList<>();

    @Override
    public SavedLook keep(SavedLook look) {
      kept.add(look);
      return look;
    }

    @Override
    public List<SavedLook> list(String subjectId) {
      return kept.stream().filter(look -> look.subjectId().equals(subjectId)).toList();
    }

    @Override
    public Optional<SavedLook> find(String uploadId) {
      return kept.stream().filter(look -> look.uploadId().equals(uploadId)).findFirst();
    }
  }

  /** Takes everything but {@code nothing}. */
  static final class FakeFeedback implements FeedbackDesk {
    final List<Said> said = new ArrayList<>();

    @Override
    public Taken add(String subjectId, List<Said> items) {
      List<Refused> refused = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i).productId().equals("nothing")) {
          refused.add(new Refused(i, "there is no product 'nothing'"));
        } else {
          said.add(items.get(i));
        }
      }
      return new Taken(items.size() - refused.size(), 0, refused, true);
    }
  }

  static final class FakeErasure implements Erasure {
    final List<String> erased = new ArrayList<>();

    @Override
    public Erased erase(String subjectId) {
      erased.add(subjectId);
      return new Erased(1, 2, 3, 4, 5, 6, 7);
    }
  }

  /** Three products in one version. */
  static final class FakeCatalogue extends FixedCatalogue {
    private static final List<Product> PRODUCTS =
        Stream.of("demo-a", "demo-b", "demo-c")
            .map(
                id ->
                    new Product(
                        id,
                        "Demo",
                        "Cleanser",
                        Slot.CLEANSE,
                        12.5,
                        List.of("glycerin"),
                        Set.of(),
                        Set.of(),
                        Set.of("bha"),
                        "https://shop.example/" + id))
            .toList();

    FakeCatalogue() {
      super(4, PRODUCTS, NOW);
    }
  }
}
