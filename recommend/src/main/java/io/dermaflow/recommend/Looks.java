package io.dermaflow.recommend;

import io.dermaflow.models.Condition;
import io.dermaflow.recommend.Recommendation.Look;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Chooses a makeup look by tone and by what the skin can take. */
final class Looks {

  private Looks() {}

  static Look choose(Person person) {
    String tone = person.features().tone();
    String[] parts = tone.split("-");
    String depth = parts[0];
    String undertone = parts.length > 1 ? parts[1] : "neutral";
    Set<Condition> present = person.present();
    boolean calm =
        present.contains(Condition.ACNE)
            || present.contains(Condition.REDNESS)
            || person.sensitive();
    String name = calm ? "Bare Skin" : "Soft Glam";
    String foundation =
        tone.equals("unknown")
            ? "match it on your jaw by daylight"
            : depth + " " + undertone + (calm ? ", light coverage, non-comedogenic" : "");
    String lipstick =
        switch (undertone) {
          case "cool" -> "rose";
          case "warm" -> "terracotta";
          default -> "soft mauve";
        };
    List<String> eyes =
        switch (undertone) {
          case "cool" -> List.of("taupe", "plum");
          case "warm" -> List.of("bronze", "peach");
          default -> List.of("champagne", "brown");
        };
    String reasoning =
        (tone.equals("unknown")
                ? "Your tone could not be told from the picture"
                : "Shades follow your " + tone + " tone")
            + (calm
                ? "; little on the skin, because it is irritated."
                : "; your skin can take a fuller look.");
    return new Look(
        name,
        foundation,
        lipstick,
        eyes,
        name.toLowerCase(java.util.Locale.ROOT).replace(' ', '_') + "_v1",
        List.of(search("foundation " + depth + " " + undertone), search("lipstick " + lipstick)),
        reasoning);
  }

  private static String search(String words) {
    return "https://shopee.com.my/search?keyword="
        + URLEncoder.encode(words, StandardCharsets.UTF_8);
  }
}
