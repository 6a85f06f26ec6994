package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.models.ModelRegistry;
import io.dermaflow.models.ModelVersion;
import io.dermaflow.scheduler.PlatformSession;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands of the model registry. */
@Command(
    name = "models",
    description = "The model registry.",
    subcommands = {
      ModelCommands.Listing.class,
      ModelCommands.Show.class,
      ModelCommands.History.class,
      ModelCommands.Promote.class,
      ModelCommands.Rollback.class,
      NotYet.Approve.class
    })
final class ModelCommands extends Group {

  @Command(name = "list", description = "All versions.")
  static final class Listing extends PlatformCommand {
    @Override
    Answer run(PlatformSession platform) {
      ModelRegistry registry = platform.get(ModelRegistry.class);
      List<ModelVersion> all =
          registry.models().stream().flatMap(m -> registry.list(m).stream()).toList();
      return Answer.ok(
          all,
          Text.lines(
              all,
              v ->
                  "%s %-16s %-14s %s"
                      .formatted(
                          registry
                                  .findChampion(v.model())
                                  .filter(c -> c.version() == v.version())
                                  .isPresent()
                              ? "*"
                              : " ",
                          v.id(),
                          v.verdict(),
                          v.createdAt())));
    }
  }

  private static ModelVersion model(PlatformSession platform, String reference) {
    String[] parts = reference.split("@", 2);
    ModelRegistry registry = platform.get(ModelRegistry.class);
    try {
      return (parts.length == 2
              ? registry.find(parts[0], Integer.parseInt(parts[1]))
              : registry.findChampion(parts[0]))
          .orElseThrow(
              () ->
                  DermaflowException.usage(
                      "There is no model '" + reference + "'",
                      "MODEL@VERSION from 'models list'",
                      "it has no champion yet"));
    } catch (NumberFormatException e) {
      throw DermaflowException.usage(
          "Model '" + reference + "'", "MODEL@VERSION", "the version is a number");
    }
  }

  @Command(name = "show", description = "One version with its metrics and provenance.")
  static final class Show extends PlatformCommand {
    @Parameters(paramLabel = "MODEL[@V]")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      ModelVersion v = model(platform, name);
      return Answer.ok(v, io.dermaflow.json.Json.writePretty(v));
    }
  }

  @Command(name = "history", description = "Changes of the champion.")
  static final class History extends PlatformCommand {
    @Parameters(paramLabel = "MODEL")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      List<ModelRegistry.AliasChange> all = platform.get(ModelRegistry.class).history(name);
      return Answer.ok(
          all,
          Text.lines(
              all,
              c ->
                  "%s %s@%d after %d by %s: %s"
                      .formatted(
                          c.at(), c.model(), c.version(), c.previous(), c.actor(), c.reason())));
    }
  }

  @Command(name = "promote", description = "Make a version champion.")
  static final class Promote extends PlatformCommand {
    @Parameters(paramLabel = "MODEL@V")
    String name = "";

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "kept in the history")
    String reason = "";

    @Override
    Answer run(PlatformSession platform) {
      ModelVersion v = model(platform, name);
      platform.get(ModelRegistry.class).promote(v.model(), v.version(), actor(), reason);
      return Answer.ok(Map.of("champion", v.id()), v.id() + " is champion");
    }
  }

  @Command(name = "rollback", description = "Make the champion before this one champion again.")
  static final class Rollback extends PlatformCommand {
    @Parameters(paramLabel = "MODEL")
    String name = "";

    @Override
    Answer run(PlatformSession platform) {
      ModelRegistry registry = platform.get(ModelRegistry.class);
      int previous =
          registry.history(name).stream()
              .findFirst()
              .map(ModelRegistry.AliasChange::previous)
              .orElse(0);
      if (previous == 0) {
        throw DermaflowException.usage(
            "Model '" + name + "' has no earlier champion",
            "at least two promotions",
            "'models history " + name + "' shows them");
      }
      registry.promote(name, previous, actor(), "rollback");
      return Answer.ok(
          Map.of("champion", name + "@" + previous), name + "@" + previous + " is champion again");
    }
  }
}
