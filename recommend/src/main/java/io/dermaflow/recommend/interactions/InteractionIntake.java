package io.dermaflow.recommend.interactions;

import io.dermaflow.recommend.interactions.Interactions.Numbered;
import io.dermaflow.recommend.interactions.Interactions.SetAside;
import io.dermaflow.recommend.interactions.Interactions.Taken;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes interactions in, batch by batch. What cannot be used is set aside with its row and reason,
 * and the rest goes on; the same source again adds nothing.
 */
public final class InteractionIntake {

  private static final int BATCH = 2000;

  private final Interactions interactions;
  private final KnownIds subjects;
  private final KnownIds products;
  private final IntakeLimits limits;
  private final Clock clock;

  public InteractionIntake(
      Interactions interactions,
      KnownIds subjects,
      KnownIds products,
      IntakeLimits limits,
      Clock clock) {
    this.interactions = interactions;
    this.subjects = subjects;
    this.products = products;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * A row as it was read.
   *
   * @param line line on which it starts, from 1
   * @param text what is kept when it is set aside
   * @param interaction what it says, or null when it says nothing
   * @param problem why it says nothing, or empty
   */
  public record Row(long line, String text, @Nullable Interaction interaction, String problem) {}

  /** Why a row was set aside. */
  public enum Reason {
    /** Cells are missing, or not what they should be. */
    UNREADABLE,
    UNKNOWN_SUBJECT,
    UNKNOWN_PRODUCT,
    FROM_THE_FUTURE,
    TOO_OLD,
    BOT
  }

  /**
   * What became of a source.
   *
   * @param read rows
   * @param added interactions that are new
   * @param known interactions that were there already
   * @param setAside rows that were set aside, by reason; bots' rows count as added before
   */
  public record Result(long read, long added, long known, Map<Reason, Long> setAside) {
    public Result {
      setAside = Map.copyOf(setAside);
    }
  }

  /**
   * Takes all rows of a source.
   *
   * @param source what it is; the same bytes have the same name
   */
  public Result take(String source, Iterator<Row> rows) {
    Map<Reason, Long> setAside = new TreeMap<>();
    long read = 0;
    long added = 0;
    long known = 0;
    List<Row> batch = new ArrayList<>();
    while (rows.hasNext()) {
      batch.add(rows.next());
      read++;
      if (batch.size() == BATCH || !rows.hasNext()) {
        Taken taken = take(source, batch, setAside);
        added += taken.added();
        known += taken.known();
        setAside.merge(Reason.BOT, (long) taken.bots(), Long::sum);
        batch.clear();
      }
    }
    setAside.values().removeIf(count -> count == 0);
    return new Result(read, added, known, setAside);
  }

  /**
   * What became of interactions whose sender waits for the answer.
   *
   * @param added interactions that are new
   * @param known interactions that were there already
   * @param refused why others were not taken, by their place from 0
   */
  public record Given(int added, int known, Map<Integer, String> refused) {
    public Given {
      refused = Map.copyOf(refused);
    }
  }

  /** Takes interactions whose sender is told what was refused: nothing of that is kept. */
  public Given give(String source, List<Interaction> given) {
    Set<String> knownSubjects =
        subjects.among(given.stream().map(Interaction::subject).collect(Collectors.toSet()));
    Set<String> knownProducts =
        products.among(given.stream().map(Interaction::product).collect(Collectors.toSet()));
    Instant now = clock.instant();
    List<Numbered> usable = new ArrayList<>();
    Map<Integer, String> refused = new TreeMap<>();
    for (int i = 0; i < given.size(); i++) {
      Interaction interaction = given.get(i);
      Reason reason = reason(interaction, knownSubjects, knownProducts, now);
      if (reason == null) {
        usable.add(new Numbered(i + 1L, interaction));
      } else {
        refused.put(i, told(reason, interaction, "", now));
      }
    }
    if (usable.isEmpty()) {
      return new Given(0, 0, refused);
    }
    Taken taken = interactions.add(source, usable, List.of(), limits.mostAMinute());
    return new Given(taken.added(), taken.known(), refused);
  }

  private Taken take(String source, List<Row> batch, Map<Reason, Long> counts) {
    Set<String> knownSubjects = subjects.among(ids(batch, true));
    Set<String> knownProducts = products.among(ids(batch, false));
    Instant now = clock.instant();
    List<Numbered> usable = new ArrayList<>();
    List<SetAside> setAside = new ArrayList<>();
    for (Row row : batch) {
      Interaction interaction = row.interaction();
      Reason reason =
          interaction == null
              ? Reason.UNREADABLE
              : reason(interaction, knownSubjects, knownProducts, now);
      if (interaction != null && reason == null) {
        usable.add(new Numbered(row.line(), interaction));
      } else if (reason != null) {
        counts.merge(reason, 1L, Long::sum);
        setAside.add(
            new SetAside(
                source,
                row.line(),
                cut(row.text()),
                told(reason, interaction, row.problem(), now)));
      }
    }
    return interactions.add(source, usable, setAside, limits.mostAMinute());
  }

  private static Set<String> ids(List<Row> batch, boolean ofSubjects) {
    return batch.stream()
        .map(Row::interaction)
        .filter(interaction -> interaction != null)
        .map(interaction -> ofSubjects ? interaction.subject() : interaction.product())
        .collect(Collectors.toSet());
  }

  private @Nullable Reason reason(
      Interaction interaction, Set<String> knownSubjects, Set<String> knownProducts, Instant now) {
    if (interaction.at().isAfter(now.plus(limits.ahead()))) {
      return Reason.FROM_THE_FUTURE;
    }
    if (interaction.at().isBefore(limits.earliest())) {
      return Reason.TOO_OLD;
    }
    if (!knownSubjects.contains(interaction.subject())) {
      return Reason.UNKNOWN_SUBJECT;
    }
    return knownProducts.contains(interaction.product()) ? null : Reason.UNKNOWN_PRODUCT;
  }

  private String told(
      Reason reason, @Nullable Interaction interaction, String problem, Instant now) {
    if (interaction == null) {
      return problem;
    }
    return switch (reason) {
      case FROM_THE_FUTURE ->
          "at %s, expected %s at most".formatted(interaction.at(), now.plus(limits.ahead()));
      case TOO_OLD -> "at %s, expected %s at least".formatted(interaction.at(), limits.earliest());
      case UNKNOWN_SUBJECT -> "no features of subject '%s'".formatted(interaction.subject());
      case UNKNOWN_PRODUCT ->
          "no product '%s' in the newest catalogue".formatted(interaction.product());
      case UNREADABLE, BOT -> problem;
    };
  }

  private static String cut(String text) {
    return text.length() <= Interactions.LONGEST_ROW
        ? text
        : text.substring(0, Interactions.LONGEST_ROW - 1) + "…";
  }
}
