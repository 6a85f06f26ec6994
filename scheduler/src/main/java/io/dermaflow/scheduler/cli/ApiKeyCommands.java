package io.dermaflow.scheduler.cli;

import io.dermaflow.json.Json;
import io.dermaflow.scheduler.PlatformSession;
import io.dermaflow.scheduler.access.ApiKey;
import io.dermaflow.scheduler.access.ApiKeys;
import io.dermaflow.scheduler.access.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Keys of the API. */
@Command(
    name = "apikey",
    description = "Keys of the API: who may ask for what, and until when.",
    subcommands = {
      ApiKeyCommands.Create.class,
      ApiKeyCommands.Listing.class,
      ApiKeyCommands.Revoke.class,
      ApiKeyCommands.Rotate.class
    })
final class ApiKeyCommands extends Group {

  @Command(
      name = "create",
      description = "A new key; it is shown once and stored as a digest only.",
      footer =
          "%nSend it as 'Authorization: Bearer KEY', 'Authorization: KEY' or 'X-Api-Key: KEY'.")
  static final class Create extends PlatformCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "the app that will hold it")
    String name = "";

    @Option(
        names = "--scope",
        required = true,
        arity = "1..*",
        split = ",",
        paramLabel = "S",
        description = "what it may do: read, analyze, feedback, erase, operate")
    List<Scope> scopes = List.of();

    @Option(
        names = "--expires",
        paramLabel = "D",
        description = "how long it is taken, such as P90D (default: until it is revoked)")
    @Nullable Duration life;

    @Option(
        names = "--subject",
        paramLabel = "S",
        description = "the only person it may ask about (default: anybody)")
    @Nullable String subject;

    @Override
    Answer run(PlatformSession platform) {
      Set<Scope> wanted = EnumSet.noneOf(Scope.class);
      wanted.addAll(scopes);
      return issued(
          platform
              .get(ApiKeys.class)
              .create(new ApiKeys.Wanted(name, wanted, subject, life), actor()));
    }
  }

  private static PlatformCommand.Answer issued(ApiKeys.Issued issued) {
    ApiKey key = issued.key();
    ObjectNode json = Json.mapper().valueToTree(key);
    json.put("key", issued.written());
    return PlatformCommand.Answer.ok(
        json,
        """
        Key %s (%s): %s%s
        %s
        Keep it now: it is not shown again."""
            .formatted(
                key.id(),
                key.name(),
                scopes(key),
                key.subjectId() == null ? "" : " of " + key.subjectId(),
                issued.written()));
  }

  private static String scopes(ApiKey key) {
    return key.scopes().stream().sorted().map(Scope::text).collect(Collectors.joining(" "));
  }

  @Command(name = "list", description = "All keys, without their secrets.")
  static final class Listing extends PlatformCommand {
    @Override
    Answer run(PlatformSession platform) {
      List<ApiKey> all = platform.get(ApiKeys.class).list();
      Instant now = platform.get(Clock.class).instant();
      return Answer.ok(
          all,
          Text.lines(
              all,
              key ->
                  "%s %-8s %-20s %s%s, last used %s"
                      .formatted(
                          key.id(),
                          state(key, now),
                          key.name(),
                          scopes(key),
                          key.subjectId() == null ? "" : " of " + key.subjectId(),
                          orDash(key.lastUsedAt()))));
    }

    private static String state(ApiKey key, Instant now) {
      if (key.revokedAt() != null) {
        return "revoked";
      }
      return key.isTaken(now) ? "taken" : "expired";
    }
  }

  @Command(name = "revoke", description = "End a key, everywhere within ten seconds.")
  static final class Revoke extends PlatformCommand {
    @Parameters(index = "0", paramLabel = "ID|NAME")
    String key = "";

    @Override
    Answer run(PlatformSession platform) {
      ApiKey ended = platform.get(ApiKeys.class).revoke(key, actor());
      return Answer.ok(
          ended, "Key %s (%s) ended %s".formatted(ended.id(), ended.name(), ended.revokedAt()));
    }
  }

  @Command(
      name = "rotate",
      description = "A new secret for a key; the one before is taken for a while.")
  static final class Rotate extends PlatformCommand {
    @Parameters(index = "0", paramLabel = "ID|NAME")
    String key = "";

    @Option(
        names = "--overlap",
        paramLabel = "D",
        defaultValue = "P1D",
        description = "how long the secret before is still taken, PT0S to P30D (default: P1D)")
    Duration overlap = Duration.ofDays(1);

    @Override
    Answer run(PlatformSession platform) {
      return issued(platform.get(ApiKeys.class).rotate(key, overlap, actor()));
    }
  }
}
