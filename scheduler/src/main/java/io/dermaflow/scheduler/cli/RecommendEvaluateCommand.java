package io.dermaflow.scheduler.cli;

import io.dermaflow.recommend.evaluation.EvaluateRecommendations;
import io.dermaflow.recommend.evaluation.RankingMetrics;
import io.dermaflow.recommend.evaluation.RecommendationEvaluation;
import io.dermaflow.recommend.evaluation.SequencesFile;
import io.dermaflow.recommend.evaluation.SequencesFile.Sequences;
import io.dermaflow.recommend.interactions.InteractionLogs;
import io.dermaflow.recommend.interactions.InteractionWeights;
import io.dermaflow.recommend.interactions.Interactions;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.platform.EvaluationPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "evaluate",
    description =
        "Measure rankings on interactions that are held out, against popularity and item-kNN.",
    footer = {
      "",
      "FILE has lines 'user item item …' in order of time, or is CSV user,item,timestamp; a file is",
      "evaluated without opening the platform. The method is chosen by validation on the data."
    })
final class RecommendEvaluateCommand extends PlatformCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "interactions (default: those that were taken in)")
  @Nullable Path file;

  @Option(
      names = "--page",
      paramLabel = "PAGE",
      description =
          "where to write the page (default: reports/recommend-evaluation.html of the home)")
  @Nullable Path page;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "42",
      description = "decides ties and resamples (default: 42)")
  long seed;

  @Override
  public Integer call() {
    Path given = file;
    if (given == null) {
      return super.call();
    }
    Sequences read = SequencesFile.read(given);
    String name = String.valueOf(given.getFileName());
    return told(answer(evaluation().evaluate(name, read.log(), read.setAside())));
  }

  @Override
  Answer run(PlatformSession platform) {
    Interactions interactions = platform.get(Interactions.class);
    return answer(
        evaluation()
            .evaluate(
                "the interactions of this home",
                InteractionLogs.read(interactions, InteractionWeights.DEFAULT),
                interactions.totals().bots()));
  }

  private EvaluateRecommendations evaluation() {
    return new EvaluateRecommendations(seed, EvaluateRecommendations::processCpuTime);
  }

  private Answer answer(RecommendationEvaluation found) {
    Path given = page;
    Path target =
        given == null ? options.home().resolve("reports/recommend-evaluation.html") : given;
    try {
      new EvaluationPage().write(found, target);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
    return Answer.ok(found, text(found) + "\nPage: " + target);
  }

  private static String text(RecommendationEvaluation found) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %d interactions of %d subjects with %d items; %d choices held out, all items"
                + " ranked%n%-26s %7s %7s %7s %7s %9s %9s %8s",
            found.source(),
            found.interactions(),
            found.subjects(),
            found.items(),
            found.heldOut(),
            "",
            "HR@3",
            "HR@10",
            "NDCG@3",
            "NDCG@10",
            "coverage",
            "diversity",
            "novelty"));
    for (RankingMetrics m : found.methods()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%-26s %7.4f %7.4f %7.4f %7.4f %9.3f %9.3f %8.2f",
              m.method(),
              m.hr3().value(),
              m.hr10().value(),
              m.ndcg3().value(),
              m.ndcg10().value(),
              m.coverage3(),
              m.diversity3(),
              m.novelty3()));
    }
    RankingMetrics chosen = found.methods().get(found.methods().size() - 1);
    return text.append(
            String.format(
                Locale.ROOT,
                "%nChosen by validation: %s; NDCG@10 %+.4f against item-kNN (95 %%: %+.4f to %+.4f)"
                    + "%nCPU: %.1f s to choose, %.1f s to fit, %.1f s to rank for all",
                found.chosen(),
                found.gainOverKnn().value(),
                found.gainOverKnn().low(),
                found.gainOverKnn().high(),
                found.chooseCpuSeconds(),
                chosen.fitCpuSeconds(),
                chosen.rankCpuSeconds()))
        .toString();
  }
}
