package io.dermaflow.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.errors.DermaflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendSettingsTest {

  @TempDir Path folder;

  @Test
  void takesTheFilesThatAreThere() throws IOException {
    assertThat(RecommendSettings.in(folder.resolve("none"))).isEqualTo(RecommendSettings.BUNDLED);
    Path rules = Files.createFile(folder.resolve("rules.yaml"));
    assertThat(RecommendSettings.in(folder))
        .isEqualTo(new RecommendSettings(rules, null, null, null, null));
  }

  @Test
  void refusesAFileThatWouldBeOfNoEffect() throws IOException {
    Files.createFile(folder.resolve("rule.yaml"));
    assertThatThrownBy(() -> RecommendSettings.in(folder))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("There is 'rule.yaml'");
  }
}
