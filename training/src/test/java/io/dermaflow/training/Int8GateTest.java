package io.dermaflow.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.models.Head;
import io.dermaflow.models.HeadOutputs;
import io.dermaflow.models.ModelVersion.Int8;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Int8GateTest {

  private static final NetworkSpec SPEC = new NetworkSpec(0.35, 96, List.of(Head.SEVERITY));

  @TempDir Path folder;

  private PreparedData data(int count) throws IOException {
    List<PreparedItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new PreparedItem(i, PreparedItem.VALID, i % 5, -1, -1));
    }
    Path file = folder.resolve("data.bin");
    PreparedData.Layout layout = new PreparedData.Layout(4, 4, items);
    PreparedData.write(
        file,
        layout,
        first ->
            index -> {
              byte[] pixels = new byte[48];
              pixels[0] = (byte) index; // by which the predictors below know the item
              return pixels;
            });
    return PreparedData.open(file);
  }

  /** Says the label, but of every so manieth item the next grade. */
  private static Predictor wrongEvery(int every) {
    return new Predictor() {
      @Override
      public NetworkSpec spec() {
        return SPEC;
      }

      @Override
      public HeadOutputs predict(byte[] pixels, int count) {
        float[] said = new float[count * 5];
        for (int i = 0; i < count; i++) {
          int item = pixels[i * 48] & 0xFF;
          boolean wrong = every > 0 && item % every == 0;
          said[i * 5 + (wrong ? item + 1 : item) % 5] = 1;
        }
        return new HeadOutputs(count, Map.of(Head.SEVERITY, said));
      }

      @Override
      public void close() {}
    };
  }

  private Int8 judge(int items, int every) throws IOException {
    try (PreparedData data = data(items)) {
      return Int8Gate.DEFAULT.judge(data, SPEC, wrongEvery(0), wrongEvery(every), "key", "digest");
    }
  }

  @Test
  void acceptsAFileThatDecidesTheSame() throws IOException {
    Int8 verdict = judge(200, 0);
    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.key()).isEqualTo("key");
    assertThat(verdict.heads().get("severity").agreement()).isEqualTo(1);
    assertThat(verdict.heads().get("severity").accuracyLoss()).isZero();
  }

  @Test
  void refusesAFileThatDecidesOtherwiseWithTheNumbers() throws IOException {
    Int8 verdict = judge(200, 10);
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.key()).isNull();
    assertThat(verdict.reason()).contains("severity", "0.900", "0.950");
  }

  @Test
  void refusesALossOfAccuracyThoughMostDecisionsAgree() throws IOException {
    Int8 verdict = judge(200, 40);
    assertThat(verdict.heads().get("severity").agreement()).isEqualTo(0.975);
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.reason()).contains("accuracy loss 0.025");
  }

  @Test
  void refusesToJudgeByAHandfulOfPictures() throws IOException {
    assertThat(judge(49, 0).reason()).contains("49 labelled validation items");
  }
}
