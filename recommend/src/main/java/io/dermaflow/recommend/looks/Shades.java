package io.dermaflow.recommend.looks;

import io.dermaflow.recommend.Makeup;
import io.dermaflow.recommend.Makeup.Shade;
import io.dermaflow.recommend.Person.Face;
import io.dermaflow.recommend.Slot;
import io.dermaflow.recommend.Undertone;
import io.dermaflow.recommend.inci.IngredientFunction;
import io.dermaflow.recommend.inci.Ingredients;
import io.dermaflow.recommend.ranking.CompiledCatalogue;
import io.dermaflow.recommend.ranking.Exclusions.Left;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shades of a catalogue's make-up. Which suit a tone is worked out once and in order; for a person
 * the first counts that the rules leave. Thread safe.
 */
final class Shades {

  /** From this comedogenic rating on, make-up is not for skin that is oily or has acne. */
  private static final int CLOGS = 3;

  private static final int MOST_KEPT = 4_096;
  private static final int NARROW = 3;

  /** Tones of the Monk scale for a depth, by the bounds of ITA that both go by; ours. */
  private static final Map<String, int[]> MONK =
      Map.of(
          "fair", new int[] {1, 3},
          "light", new int[] {3, 4},
          "medium", new int[] {4, 5},
          "tan", new int[] {5, 6},
          "deep", new int[] {7, 10});

  private static final int[] EVERY_TONE = {1, 10};

  private final Map<Makeup.Kind, List<Candidate>> byKind = new EnumMap<>(Makeup.Kind.class);
  private final Map<Asked, List<Match>> kept = new ConcurrentHashMap<>();

  private record Candidate(int product, Shade shade, String name, boolean light) {}

  private record Asked(
      Makeup.Kind kind, int from, int to, Undertone undertone, boolean clear, String wanted) {}

  /**
   * A shade that suits.
   *
   * @param product index in the catalogue
   * @param points more suits better
   */
  record Match(int product, Shade shade, int points) {}

  Shades(CompiledCatalogue catalogue) {
    for (int i = catalogue.from(Slot.MAKEUP); i < catalogue.to(Slot.MAKEUP); i++) {
      Makeup makeup = catalogue.product(i).makeup();
      if (makeup == null) {
        continue;
      }
      boolean light = isLight(catalogue.labelled(i).ingredients());
      for (Shade shade : makeup.shades()) {
        byKind
            .computeIfAbsent(makeup.kind(), kind -> new ArrayList<>())
            .add(new Candidate(i, shade, shade.name().toLowerCase(Locale.ROOT), light));
      }
    }
  }

  /** Oil-free and not clogging. */
  private static boolean isLight(Ingredients ingredients) {
    return !ingredients.has(IngredientFunction.OIL)
        && !ingredients.has(IngredientFunction.OCCLUSIVE)
        && ingredients.comedogenic() < CLOGS;
  }

  /**
   * The best shade, or null when none suits.
   *
   * @param clear whether only what is oil-free and does not clog may be taken
   * @param wanted words that its name should have
   */
  @Nullable Match best(Makeup.Kind kind, Face face, boolean clear, String wanted, Left left) {
    int[] tones =
        face.monk() > 0
            ? new int[] {face.monk(), face.monk()}
            : MONK.getOrDefault(face.depth(), EVERY_TONE);
    Asked asked = new Asked(kind, tones[0], tones[1], face.undertone(), clear, wanted);
    List<Match> matches = kept.get(asked);
    if (matches == null) {
      matches = matches(asked);
      if (kept.size() >= MOST_KEPT) {
        kept.clear();
      }
      kept.put(asked, matches);
    }
    for (Match match : matches) {
      if (left.allows(match.product())) {
        return match;
      }
    }
    return null;
  }

  private List<Match> matches(Asked asked) {
    List<Match> matches = new ArrayList<>();
    for (Candidate candidate : byKind.getOrDefault(asked.kind(), List.of())) {
      Shade shade = candidate.shade();
      boolean overlaps = shade.monkFrom() <= asked.to() && asked.from() <= shade.monkTo();
      boolean suits = overlaps && shade.undertone().suits(asked.undertone());
      if (suits && (candidate.light() || !asked.clear())) {
        matches.add(new Match(candidate.product(), shade, points(candidate, asked)));
      }
    }
    matches.sort(Comparator.comparingInt(Match::points).reversed());
    return List.copyOf(matches);
  }

  private static int points(Candidate candidate, Asked asked) {
    Shade shade = candidate.shade();
    int points = shade.undertone() == asked.undertone() ? 2 : 0;
    for (String word : asked.wanted().split(" ")) {
      points += !word.isEmpty() && candidate.name().contains(word) ? 4 : 0;
    }
    return points + (shade.monkTo() - shade.monkFrom() < NARROW ? 1 : 0);
  }
}
