package io.dermaflow.recommend.importing;

import io.dermaflow.recommend.Makeup.Shade;
import io.dermaflow.recommend.Undertone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads shades: {@code name:monk or monk-monk:undertone:#RRGGBB}, the last two optional. */
final class Shades {

  private static final Pattern SHADE =
      Pattern.compile(
          "([^:]{1,60}):(\\d{1,2})(?:-(\\d{1,2}))?(?::(cool|neutral|warm|any))?(?::(#[0-9A-Fa-f]{6}))?");
  private static final int DARKEST = 10;

  private Shades() {}

  static List<Shade> parse(List<String> texts) throws RowException {
    List<Shade> shades = new ArrayList<>();
    for (String text : texts) {
      Matcher matcher = SHADE.matcher(text);
      if (!matcher.matches()) {
        throw wrong(text);
      }
      int from = Integer.parseInt(matcher.group(2));
      int to = matcher.group(3) == null ? from : Integer.parseInt(matcher.group(3));
      if (from < 1 || to < from || to > DARKEST) {
        throw wrong(text);
      }
      Undertone undertone =
          matcher.group(4) == null
              ? Undertone.ANY
              : Undertone.valueOf(matcher.group(4).toUpperCase(Locale.ROOT));
      String colour = matcher.group(5) == null ? "" : matcher.group(5).toUpperCase(Locale.ROOT);
      shades.add(new Shade(matcher.group(1).strip(), from, to, undertone, colour));
    }
    return shades;
  }

  private static RowException wrong(String text) {
    return new RowException(
        "shade '"
            + RowException.shorten(text)
            + "', expected name:1-10:cool|neutral|warm|any:#RRGGBB with Monk tones 1 to 10");
  }
}
