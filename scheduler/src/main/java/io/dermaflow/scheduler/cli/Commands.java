package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.HeadMetrics;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.config.Settings;
import io.dermaflow.scheduler.platform.CatalogueService;
import io.dermaflow.scheduler.platform.DatasetService;
import io.dermaflow.scheduler.platform.DemoService;
import io.dermaflow.scheduler.platform.PublicationService;
import io.dermaflow.scheduler.platform.TrainingService;
import io.dermaflow.training.Recipe;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that do the work of the platform. */
final class Commands {

  private Commands() {}

  @Command(
      name = "demo",
      description = "The whole flow on rendered faces: train, score, recommend, publish.",
      footer = "%nLeaves a report page in the home. The same command again changes nothing.")
  static final class Demo extends PlatformCommand {
    @Option(
        names = "--uploads",
        paramLabel = "N",
        defaultValue = "240",
        description = "uploads to render (default: 240)")
    int uploads;

    @Override
    Answer run(PlatformSession platform) {
      if (uploads < 1 || uploads > 100_000) {
        throw DermaflowException.usage(
            "--uploads " + uploads, "1 to 100000", "leave it out for 240");
      }
      DemoService.Demo demo = platform.get(DemoService.class).run(uploads);
      HeadMetrics measured = demo.metrics().getOrDefault("test", Map.of()).get("severity");
      String severity =
          measured == null ? "–" : String.format(Locale.ROOT, "%.2f", measured.accuracy());
      String text =
          """
          Model %s (%s), severity accuracy %s on held-out faces.
          %d uploads: %d newly scored, %d abstained, %d set aside %s
          Publication %d serves %d subjects; %d recommendations changed.
          Report: %s
          Next: ./dermaflow serve, then open http://127.0.0.1:8080/
          Done in %.1f s."""
              .formatted(
                  demo.model(),
                  demo.verdict(),
                  severity,
                  demo.uploads(),
                  demo.scored(),
                  demo.abstained(),
                  demo.quarantined(),
                  demo.reasons(),
                  demo.publication(),
                  demo.subjectsPublished(),
                  demo.changed(),
                  demo.report(),
                  demo.seconds());
      return Answer.ok(demo, text);
    }
  }

  @Command(name = "train", description = "Train, evaluate, export, register and judge a model.")
  static final class Train extends PlatformCommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = "name of the model")
    String model = "";

    @Option(
        names = "--dataset",
        required = true,
        paramLabel = "NAME[@V]",
        description = "what to learn from")
    String dataset = "";

    @Option(
        names = "--recipe",
        paramLabel = "R",
        defaultValue = "scratch",
        description =
            "how: scratch (default), quick, standard, thorough or seed; see docs/recipes.md")
    String recipe = "";

    @Option(
        names = "--epochs",
        paramLabel = "N",
        description = "another number of epochs than the recipe's")
    @Nullable Integer epochs;

    @Option(
        names = "--width",
        paramLabel = "W",
        description = "another width of the network than the recipe's, 0.35 to 1.4")
    @Nullable Double width;

    @Option(
        names = "--seed",
        paramLabel = "S",
        defaultValue = "42",
        description = "decides all that is random (default: 42)")
    long seed;

    @Option(
        names = "--weights",
        paramLabel = "W",
        description = "what to start from, by name; see 'weights list' (default: random numbers)")
    @Nullable String weights;

    @Option(
        names = "--restart",
        description =
            "go on with a stopped or failed training (it is also what the same command does)")
    boolean restart;

    @Override
    Answer run(PlatformSession platform) {
      Recipe chosen = Recipe.named(recipe);
      if (epochs != null) {
        if (epochs < 1 || epochs > 1000) {
          throw DermaflowException.usage(
              "--epochs " + epochs, "1 to 1000", "leave it out for the recipe's");
        }
        chosen = chosen.withEpochs(epochs);
      }
      if (width != null) {
        if (!(width >= 0.35 && width <= 1.4)) {
          throw DermaflowException.usage(
              "--width " + width, "0.35 to 1.4", "leave it out for the recipe's");
        }
        chosen = chosen.withWidth(width);
      }
      TrainingService.Trained trained =
          platform
              .get(TrainingService.class)
              .train(
                  model,
                  platform.get(DatasetService.class).require(dataset),
                  chosen,
                  weights,
                  seed);
      StringBuilder text = new StringBuilder();
      text.append(
          "%s@%d from %s: %s%n"
              .formatted(trained.model(), trained.version(), trained.dataset(), trained.verdict()));
      trained
          .metrics()
          .getOrDefault("test", Map.of())
          .forEach(
              (head, m) ->
                  text.append(
                      String.format(
                          Locale.ROOT,
                          "  %-10s n %d, accuracy %.3f (majority %.3f), macro-F1 %.3f, kappa %.3f%n",
                          head,
                          m.n(),
                          m.accuracy(),
                          m.majority(),
                          m.macroF1(),
                          m.qwk())));
      trained.reasons().forEach(reason -> text.append("  ").append(reason).append('\n'));
      text.append(
          String.format(
              Locale.ROOT,
              "  %.0f images/s, %.1f s; tracking: %s",
              trained.imagesPerSecond(),
              trained.seconds(),
              trained.tracking()));
      boolean refused = trained.verdict() == io.dermaflow.models.Verdict.REFUSED;
      return new Answer(trained, text.toString(), refused ? 3 : 0);
    }
  }

  @Command(
      name = "catalogue",
      description = "The products to choose from.",
      subcommands = CatalogueIngest.class)
  static final class CatalogueGroup extends Group {}

  @Command(
      name = "ingest",
      description = "Take a file as the newest catalogue: CSV with a header, or JSON lines.",
      footer =
          "%nFour sets of columns are known and told by their names; docs/recommend.md lists them.")
  static final class CatalogueIngest extends PlatformCommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "the catalogue")
    Path file = Path.of("");

    @Override
    Answer run(PlatformSession platform) {
      CatalogueService.CatalogueIngested made = platform.get(CatalogueService.class).ingest(file);
      double limit = platform.get(Settings.class).setAsideLimit();
      return new Answer(
          made,
          "Catalogue %d: %d products, %d rows set aside%s%n  %s: %s"
              .formatted(
                  made.version(),
                  made.products(),
                  made.quarantined(),
                  made.unchanged() ? " (unchanged)" : "",
                  made.format(),
                  made.columns().entrySet().stream()
                      .map(field -> field.getKey() + " from " + field.getValue())
                      .collect(Collectors.joining(", "))),
          exitCode(made.quarantined(), made.products() + (long) made.quarantined(), limit));
    }
  }

  @Command(
      name = "recommend",
      description = "Recommend for all subjects, check, and switch to the result.",
      subcommands = RecommendEvaluateCommand.class)
  static final class Recommend extends PlatformCommand {
    @Option(names = "--no-publish", description = "stop before the switch")
    boolean noPublish;

    @Override
    Answer run(PlatformSession platform) {
      return said(platform.get(PublicationService.class).recommend(!noPublish));
    }
  }

  @Command(name = "publish", description = "Switch to a checked publication (default: the newest).")
  static final class Publish extends PlatformCommand {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "N",
        description = "number of the publication")
    @Nullable Long publication;

    @Override
    Answer run(PlatformSession platform) {
      PublicationService service = platform.get(PublicationService.class);
      Long wanted = publication;
      return said(service.publish(wanted == null ? service.newestServable() : wanted, actor()));
    }
  }

  static PlatformCommand.Answer said(PublicationService.Published made) {
    return PlatformCommand.Answer.ok(
        made,
        "Publication %d is %s: %d subjects, %d changed%s"
            .formatted(
                made.publication(),
                made.state(),
                made.subjects(),
                made.changed(),
                made.unchanged() ? " (nothing new)" : ""));
  }
}
