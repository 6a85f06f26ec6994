package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.ModelRegistry.Candidate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link ModelRegistry} must do. */
public abstract class ModelRegistryContract {

  private final ModelRegistry registry = emptyRegistry();

  protected abstract ModelRegistry emptyRegistry();

  private static Candidate candidate(String run, double parity, Verdict verdict) {
    return new Candidate(
        "skin",
        new ModelVersion.Provenance(run, "faces", 1, "digest", "scratch", 42),
        new NetworkSpec(0.35, 96, List.of(Head.SEVERITY)),
        Preprocessing.of(96, "haar-1"),
        new ModelVersion.Artifacts("a.onnx", "1", "a.zip", "2"),
        parity,
        Map.of("severity", 1.25),
        Map.of("severity", List.of(0.5, 0.0, 0.0, -0.25, 0.0)),
        new ModelVersion.Int8(
            false,
            "agreement 0.9",
            Map.of("severity", new ModelVersion.Agreement(10, 0.9, 0.1)),
            null,
            null),
        Map.of("test", Map.of("severity", new HeadMetrics(3, .5, .4, .3, 1, .2, .1, List.of()))),
        verdict,
        List.of("because"));
  }

  @Test
  void registersARunOnce() {
    ModelVersion first = registry.register(candidate("r1", 1e-6, Verdict.PROMOTED));
    assertThat(registry.register(candidate("r1", 1e-6, Verdict.PROMOTED))).isEqualTo(first);
    assertThat(registry.register(candidate("r2", 1e-6, Verdict.PROMOTED)).version()).isEqualTo(2);
    assertThat(registry.find("skin", 1)).contains(first);
    assertThat(registry.list("skin")).extracting(ModelVersion::version).containsExactly(2, 1);
  }

  @Test
  void refusesAModelWhoseExportIsNotTheTrainedOne() {
    assertThatThrownBy(() -> registry.register(candidate("r", 2e-4, Verdict.PROMOTED)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> registry.register(candidate("r", Double.NaN, Verdict.PROMOTED)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(registry.list("skin")).isEmpty();
  }

  @Test
  void remembersEveryChampion() {
    registry.register(candidate("r1", 0, Verdict.PROMOTED));
    registry.register(candidate("r2", 0, Verdict.PROMOTED));
    registry.promote("skin", 1, "ann", "first");
    registry.promote("skin", 2, "bob", "better");
    registry.promote("skin", 2, "bob", "again");
    assertThat(registry.findChampion("skin").orElseThrow().version()).isEqualTo(2);
    assertThat(registry.history("skin"))
        .extracting(c -> c.version() + " after " + c.previous())
        .containsExactly("2 after 1", "1 after 0");
  }

  @Test
  void neverPromotesARefusedVersion() {
    registry.register(candidate("r1", 0, Verdict.REFUSED));
    assertThatThrownBy(() -> registry.promote("skin", 1, "ann", "try"))
        .isInstanceOfSatisfying(
            DermaflowException.class,
            e -> assertThat(e.kind()).isEqualTo(DermaflowException.Kind.REFUSED));
    assertThat(registry.findChampion("skin")).isEmpty();
  }
}
