package io.dermaflow.scheduler.platform;

import io.dermaflow.datasets.Csv;
import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.rendered.BadUpload;
import io.dermaflow.datasets.rendered.BadUploadRenderer;
import io.dermaflow.datasets.rendered.SelfiePlanner;
import io.dermaflow.datasets.rendered.SelfieRenderer;
import io.dermaflow.datasets.rendered.SelfieSpec;
import io.dermaflow.json.Json;
import io.dermaflow.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The labelled faces and the uploads of the demo, all rendered. */
final class DemoData {

  static final String UPLOAD_PREFIX = "demo-";

  private static final int FACES = 2100;
  private static final int FACE_SIDE = 320;
  private static final int UPLOAD_SIDE = 512;
  private static final long FACE_SEED = 1;
  private static final long UPLOAD_SEED = 2;

  private final PictureCodec codec;
  private final Progress progress;

  DemoData(PictureCodec codec, Progress progress) {
    this.codec = codec;
    this.progress = progress;
  }

  /** A folder with faces and their manifest; made once. */
  Path faces(Path home) throws IOException {
    Path folder = home.resolve("demo").resolve("faces-v" + SelfiePlanner.VERSION);
    Path manifest = folder.resolve("manifest.csv");
    if (Files.exists(manifest)) {
      return folder;
    }
    Path pictures = Files.createDirectories(folder.resolve("faces"));
    SelfiePlanner planner = new SelfiePlanner(FACE_SEED);
    ThreadLocal<SelfieRenderer> renderers =
        ThreadLocal.withInitial(() -> new SelfieRenderer(FACE_SIDE, codec));
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, FACES)
        .parallel()
        .forEach(
            index -> {
              Path file = pictures.resolve(name(index));
              if (!Files.exists(file)) {
                write(file, renderers.get().jpeg(planner.plan(index)));
              }
              progress.report("render", done.incrementAndGet(), FACES);
            });
    List<String> lines = new ArrayList<>();
    lines.add("path,severity,skin_type,conditions,lesion_count,tone,split");
    for (int index = 0; index < FACES; index++) {
      lines.add(row(index, planner.plan(index)));
    }
    write(manifest, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    return folder;
  }

  private static String name(int index) {
    return String.format(Locale.ROOT, "%05d.jpg", index);
  }

  private static String row(int index, SelfieSpec spec) {
    // A block of 30 has one tone and holds every severity and type once. Seven rounds over the ten
    // tones make a Latin square: each split has every tone equally often.
    int tone = index / 30 % 10;
    int round = index / 300;
    int residue = (tone + round) % 7;
    String split = residue == 0 ? "test" : residue == 1 ? "valid" : "train";
    String conditions = String.join("|", spec.skin().conditions());
    return String.join(
        ",",
        "faces/" + name(index),
        spec.skin().severity(),
        spec.skin().skinType(),
        Csv.quote(conditions.isEmpty() ? "none" : conditions),
        Integer.toString(spec.skin().lesions()),
        "monk-" + spec.monkTone(),
        split);
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  static String uploadId(int index) {
    return UPLOAD_PREFIX + String.format(Locale.ROOT, "%05d", index);
  }

  /** What is wrong with an upload: one in twelve is bad, in turn in every way. */
  static Optional<BadUpload> findBad(int index) {
    if (index % 12 != 5) {
      return Optional.empty();
    }
    BadUpload[] kinds = BadUpload.values();
    return Optional.of(kinds[index / 12 % kinds.length]);
  }

  private static boolean surveyBroken(int index) {
    return index % 60 == 31;
  }

  /** The reason that a bad upload must end with, or null for a good one. */
  static @Nullable String expectedReason(int index) {
    if (surveyBroken(index)) {
      return "SURVEY_INVALID";
    }
    return findBad(index)
        .map(
            kind ->
                switch (kind) {
                  case NO_FACE -> "NO_FACE";
                  case TWO_FACES -> "SEVERAL_FACES";
                  case TOO_DARK -> "TOO_DARK";
                  case BLURRED -> "BLURRED";
                  case TINY -> "TOO_SMALL";
                  case CUT_OFF -> "CUT_OFF";
                  case TEXT -> "NOT_A_PICTURE";
                  case HUGE_HEADER -> "TOO_LARGE";
                })
        .orElse(null);
  }

  /** Puts those of the first {@code count} uploads that are not in the bucket yet. */
  void upload(ObjectStorage storage, int count) {
    Set<String> there = new HashSet<>();
    try (Stream<StoredObject> objects = storage.list("uploads/" + UPLOAD_PREFIX)) {
      objects.forEach(object -> there.add(object.key()));
    }
    SelfiePlanner planner = new SelfiePlanner(UPLOAD_SEED);
    ThreadLocal<SelfieRenderer> renderers =
        ThreadLocal.withInitial(() -> new SelfieRenderer(UPLOAD_SIDE, codec));
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, count)
        .parallel()
        .forEach(
            index -> {
              String folder = "uploads/" + uploadId(index) + "/";
              SelfieSpec spec = plan(planner, index);
              // The survey first: a selfie that is there has its survey.
              if (!there.contains(folder + "survey.json")) {
                storage.write(folder + "survey.json", survey(index, spec), "application/json");
              }
              if (!there.contains(folder + "selfie.jpg")) {
                storage.write(
                    folder + "selfie.jpg",
                    selfie(planner, renderers.get(), index, spec),
                    "image/jpeg");
              }
              progress.report("upload", done.incrementAndGet(), count);
            });
  }

  /** The first upload is the one of the example rule: moderate acne on oily skin. */
  private static SelfieSpec plan(SelfiePlanner planner, int index) {
    return index == 0 ? planner.plan(0, 2, 0) : planner.plan(index);
  }

  private byte[] selfie(
      SelfiePlanner planner, SelfieRenderer renderer, int index, SelfieSpec spec) {
    return findBad(index)
        .map(kind -> new BadUploadRenderer(planner, renderer, codec).render(kind, index))
        .orElseGet(() -> renderer.jpeg(spec));
  }

  private static byte[] survey(int index, SelfieSpec spec) {
    if (surveyBroken(index)) {
      return "{\"subject_id\": \"subject-broken\", \"skin_type\": \"oi"
          .getBytes(StandardCharsets.UTF_8);
    }
    SplittableRandom random = new SplittableRandom(977 + index);
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("subject_id", "subject-" + String.format(Locale.ROOT, "%05d", index));
    answers.put("skin_type", said(spec.skin().skinType(), random));
    List<String> concerns = new ArrayList<>();
    addConcern(concerns, spec, "ACNE", "acne");
    addConcern(concerns, spec, "REDNESS", "redness");
    addConcern(concerns, spec, "HYPERPIGMENTATION", "pigmentation");
    addConcern(concerns, spec, "DEHYDRATION", "dryness");
    answers.put("concerns", concerns);
    answers.put("budget", index == 0 ? "RM50-150" : budget(random));
    answers.put("age", 16 + random.nextInt(40));
    if (index > 0 && random.nextInt(10) == 0) {
      answers.put("allergies", List.of("fragrance"));
    }
    if (index > 0 && random.nextInt(14) == 0) {
      answers.put("pregnant", true);
    }
    if (index > 0 && random.nextInt(12) == 0) {
      answers.put("current_actives", List.of("retinol"));
    }
    answers.put("consent", Map.of("score", true, "train", false, "research", false));
    return Json.write(answers).getBytes(StandardCharsets.UTF_8);
  }

  private static String said(String type, SplittableRandom random) {
    return switch (type) {
      case "OILY" -> "oily";
      case "DRY" -> "dry";
      case "COMBINATION" -> "combo";
      case "SENSITIVE" -> "sensitive";
      default -> random.nextBoolean() ? "combo" : "dry";
    };
  }

  private static String budget(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> "<RM50";
      case 1 -> ">RM150";
      default -> "RM50-150";
    };
  }

  private static void addConcern(
      List<String> concerns, SelfieSpec spec, String condition, String word) {
    if (spec.skin().conditions().contains(condition)) {
      concerns.add(word);
    }
  }
}
