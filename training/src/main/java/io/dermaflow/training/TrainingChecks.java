package io.dermaflow.training;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.Head;
import io.dermaflow.models.NetworkSpec;
import io.dermaflow.models.NetworkTrainer;
import java.util.Arrays;

/** What must hold before the first epoch; each violation says what to do. */
final class TrainingChecks {

  private TrainingChecks() {}

  static void require(
      TrainRequest request,
      PreparedData data,
      NetworkTrainer trainer,
      TrainingProcessSettings process) {
    String dataset = request.dataset().id();
    if (data.labelledHeads().isEmpty()) {
      throw DermaflowException.usage(
          "Dataset " + dataset + " has no labelled item in its training split",
          "labels for severity, skin type or conditions",
          "the set is so small that no group fell into the training split");
    }
    if (data.split(PreparedItem.TEST).length == 0) {
      throw DermaflowException.usage(
          "Dataset " + dataset + " has no test item",
          "items in train and test",
          "more than a handful of pictures are needed");
    }
    for (Head head : data.labelledHeads()) {
      if (!head.multiLabel()) {
        requireClasses(dataset, data, head);
      }
    }
    requireMemory(request.recipe(), data, trainer, process);
  }

  private static void requireClasses(String dataset, PreparedData data, Head head) {
    int[] counts = data.classCounts(head);
    long classes = Arrays.stream(counts).filter(n -> n > 0).count();
    int items = Arrays.stream(counts).sum();
    if (classes < 2) {
      throw DermaflowException.usage(
          "Dataset %s has one class only for %s in its training split"
              .formatted(dataset, head.key()),
          "at least two classes",
          "other folders were not taken: 'dataset quarantine' shows why; or leave this label out");
    }
    if (items < head.size()) {
      throw DermaflowException.usage(
          "Dataset %s has %d training items with a label for %s"
              .formatted(dataset, items, head.key()),
          "at least as many as there are classes, " + head.size(),
          "take more pictures, or leave this label out");
    }
  }

  private static void requireMemory(
      Recipe recipe, PreparedData data, NetworkTrainer trainer, TrainingProcessSettings process) {
    NetworkSpec spec = recipe.network(data.labelledHeads());
    long limit = (long) process.nativeMegabytes() << 20;
    for (Phase phase : recipe.phases()) {
      int fits = recipe.batchSize();
      long needed = trainer.memory(spec, phase.frozen(), fits);
      while (fits > 1 && trainer.memory(spec, phase.frozen(), fits) > limit) {
        fits--;
      }
      if (fits < recipe.batchSize()) {
        throw DermaflowException.usage(
            "Recipe %s needs about %d MB outside the heap for a batch of %d, training.native-mb is %d"
                .formatted(
                    recipe.name(), needed >> 20, recipe.batchSize(), process.nativeMegabytes()),
            "memory for the batch",
            "raise training.native-mb; a batch of " + fits + " would fit");
      }
    }
  }
}
