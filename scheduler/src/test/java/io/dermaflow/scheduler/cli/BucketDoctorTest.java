package io.dermaflow.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.BucketRules;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.scheduler.cli.DoctorCommand.Check;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.config.SettingsLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketDoctorTest {

  @TempDir Path home;
  private final List<String> calls = new ArrayList<>();

  /** Rules that are as they are. */
  private final class Fixed implements BucketRules {
    private final State state;

    Fixed(State state) {
      this.state = state;
    }

    @Override
    public List<Finding> look(Wanted wanted) {
      calls.add("look " + wanted.origins());
      return List.of(new Finding("cors", state, "none", "PUT"));
    }

    @Override
    public List<Finding> fix(Wanted wanted) {
      calls.add("fix " + wanted.expiryDays().get("incoming/"));
      return List.of(new Finding("cors", State.FIXED, "none", "PUT"));
    }
  }

  private Settings settings(String... environment) {
    return new SettingsLoader(
            environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]))
        .load(home);
  }

  private Check only(Settings settings, BucketRules.State state, boolean fix) {
    List<Check> checks = BucketDoctor.check(settings, () -> new Fixed(state), fix);
    assertThat(checks).hasSize(1);
    return checks.get(0);
  }

  @Test
  void saysThatTheEmbeddedEndpointNeedsNoRules() {
    Check check = only(settings(), BucketRules.State.WRONG, true);
    assertThat(check.ok()).isTrue();
    assertThat(check.found()).contains("embedded endpoint", "every origin");
    assertThat(calls).isEmpty();
  }

  @Test
  void saysWhatWouldChangeAndChangesItWhenAsked() {
    Settings aws = settings("DERMAFLOW_S3_ENDPOINT", "aws");
    Check wrong = only(aws, BucketRules.State.WRONG, false);
    assertThat(wrong.ok()).isFalse();
    assertThat(wrong.found()).isEqualTo("none; wanted: PUT");
    assertThat(wrong.remedy()).contains("doctor --fix");
    Check fixed = only(aws, BucketRules.State.WRONG, true);
    assertThat(fixed.ok()).isTrue();
    assertThat(fixed.found()).isEqualTo("changed from none to PUT");
    assertThat(calls)
        .containsExactly("look [http://localhost:8080, http://127.0.0.1:8080]", "fix 1");
  }

  @Test
  void saysWhatItMayNotOrCannotDo() {
    Settings aws = settings("DERMAFLOW_S3_ENDPOINT", "aws");
    assertThat(only(aws, BucketRules.State.DENIED, false).remedy()).contains("s3:PutBucketCORS");
    Check unsupported = only(aws, BucketRules.State.UNSUPPORTED, false);
    assertThat(unsupported.ok()).isTrue();
    assertThat(unsupported.found()).contains("by its own means");
    List<Check> away =
        BucketDoctor.check(
            aws,
            () -> {
              throw new StorageException(StorageException.Reason.UNAVAILABLE, "away");
            },
            false);
    assertThat(away).extracting(Check::ok).containsExactly(false);
  }
}
