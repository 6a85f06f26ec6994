package io.dermaflow.scheduler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The arrows between the rooms; the diagram of docs/architecture.md is drawn from what is found.
 */
class HouseRulesTest {

  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "datasets", Set.of(),
          "models", Set.of("datasets"),
          "features", Set.of("datasets"),
          "recommend", Set.of("datasets", "models", "features"),
          "training", Set.of("datasets", "models", "features"),
          "scoring", Set.of("datasets", "models", "features"),
          "scheduler", Set.of("datasets", "models", "features", "recommend", "training", "scoring"),
          // Lies in the folder of scheduler and is packaged alone: nobody's, and nobody needs it.
          "client", Set.of());

  private static final List<String> ROOMS =
      List.of(
          "datasets",
          "models",
          "features",
          "recommend",
          "training",
          "scoring",
          "scheduler",
          "client");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.dermaflow");

  /** Shared packages (lease, json, …) live in the bottom room. */
  private static String room(JavaClass type) {
    String name = type.getPackageName().replaceFirst("^io\\.dermaflow\\.?", "");
    String first = name.split("\\.")[0];
    return ROOMS.contains(first) ? first : "datasets";
  }

  private static boolean ours(JavaClass type) {
    return type.getPackageName().startsWith("io.dermaflow");
  }

  @Test
  void pointsNoArrowBack() {
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        String from = room(type);
        String to = ours(target) ? room(target) : from;
        assertThat(from.equals(to) || ALLOWED.get(from).contains(to))
            .as(dependency.getDescription())
            .isTrue();
      }
    }
  }

  @Test
  void keepsTechnologiesInsideTheirPackage() {
    Map<String, String> technologies =
        Map.of(
            "org.nd4j.linalg..", "..internal.dl4j..",
            "org.nd4j.nativeblas..", "..internal.dl4j..",
            "io.jhdf..", "..internal.weights..",
            "org.deeplearning4j..", "..internal.dl4j..",
            "ai.onnxruntime..", "..internal.onnx..",
            "org.apache.commons.compress..", "..internal.archive..",
            "org.mlflow..", "..internal.mlflow..");
    technologies.forEach(
        (library, home) ->
            noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES));
    noClasses()
        .that()
        .resideOutsideOfPackages("..internal.opencv..", "..internal.face..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.opencv..", "org.bytedeco.opencv..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("..internal.s3..", "..aws.internal.sdk..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .check(CLASSES);
  }

  @Test
  void keepsInternalClassesPackagePrivateExceptWhatWiresThem() {
    classes()
        .that()
        .resideInAPackage("..internal..")
        .and(
            DescribedPredicate.describe(
                "are top level", (JavaClass type) -> type.isTopLevelClass()))
        .and()
        .haveSimpleNameNotEndingWith("AutoConfiguration")
        .and()
        // Named in saved networks, or read back by the JSON mapper.
        .haveSimpleNameNotContaining("ConvBlock")
        .and()
        .doNotHaveSimpleName("GlobalAverage")
        .and()
        .doNotHaveSimpleName("WarmUpCosine")
        .and()
        .doNotHaveSimpleName("TrackingEvent")
        .and()
        .doNotHaveSimpleName("FolderStorage")
        .and()
        .doNotHaveSimpleName("ArchiveStorage")
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .notBePublic()
        .check(CLASSES);
  }

  /** Whoever takes the client takes Jackson with it, and nothing else; annotations cost nothing. */
  @Test
  void keepsTheClientToTheJdkAndJackson() {
    classes()
        .that()
        .resideInAPackage("io.dermaflow.client..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "tools.jackson..",
            "com.fasterxml.jackson.annotation..",
            "org.jspecify.annotations..",
            "io.dermaflow.client..")
        .check(CLASSES);
  }

  /** A port is an interface of a room that a class of an internal package implements. */
  @Test
  void givesEveryPortAContractThatEveryAdapterPasses() throws IOException {
    Map<String, String> tests = testSources();
    // One store, one contract: the reader is tried with both of its writers, the trained network
    // and the predictor with what makes them, the relay with what it relays.
    Map<String, String> together =
        Map.of(
            "FeatureReader", "FeatureStore",
            "TrainableNetwork", "NetworkTrainer",
            "TrackingRelay", "Tracker",
            "PredictorEngine", "Predictor");
    for (JavaClass adapter : CLASSES) {
      if (!adapter.getPackageName().contains(".internal.") || adapter.isInterface()) {
        continue;
      }
      for (JavaClass port : adapter.getAllRawInterfaces()) {
        if (ours(port) && !port.getPackageName().contains(".internal.") && port.isTopLevelClass()) {
          String name = together.getOrDefault(port.getSimpleName(), port.getSimpleName());
          String contract = name + "Contract";
          assertThat(tests.keySet()).as("contract of %s", port.getName()).contains(contract);
          assertThat(
                  tests.values().stream()
                      .filter(text -> text.contains("extends " + contract + " "))
                      .filter(text -> text.contains("package " + adapter.getPackageName() + ";")))
              .as("a test of %s that extends %s", adapter.getName(), contract)
              .isNotEmpty();
        }
      }
    }
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
      for (Path file : files.filter(f -> f.toString().matches(".*src.test.*[.]java")).toList()) {
        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    return sources;
  }

  @Test
  void asksTheClockBeanForTheTime() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.util.UUID.class, "nameUUIDFromBytes", byte[].class)
        .check(CLASSES);
  }

  @Test
  void drawsTheModuleDiagram() throws IOException {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        if (ours(target) && !room(type).equals(room(target))) {
          arrows.computeIfAbsent(room(type), r -> new TreeSet<>()).add(room(target));
        }
      }
    }
    StringBuilder diagram = new StringBuilder("```mermaid\nflowchart TD\n");
    arrows.forEach(
        (from, targets) ->
            targets.forEach(
                to -> diagram.append("  ").append(from).append(" --> ").append(to).append('\n')));
    diagram.append("```\n");
    Path file = Path.of("..", "docs", "modules.md").normalize();
    String text =
        "# Arrows between the rooms\n\nDrawn by `HouseRulesTest` from the compiled classes.\n\n"
            + diagram;
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
    assertThat(arrows).doesNotContainKey("datasets");
    assertThat(Files.readString(file)).contains("scheduler --> training");
  }
}
