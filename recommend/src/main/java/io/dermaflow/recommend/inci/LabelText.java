package io.dermaflow.recommend.inci;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the text of a label into entries; knows nothing of ingredients. */
final class LabelText {

  private static final Pattern TAGS = Pattern.compile("<[^>]{0,40}>");
  private static final Pattern HEADINGS =
      Pattern.compile(
          "(?i)\\b(?:(?:full|active|inactive|other|key|all)\\s+)?ingredients?(?:\\s+list)?"
              + "\\s*(?:\\([^)]{0,40}\\))?\\s*:|\\bINCI\\s*:|\\bcomposition\\s*:");
  private static final Pattern MAY_CONTAIN =
      Pattern.compile(
          "(?i)[\\[(]?\\s*(?:\\[?\\+\\s*/\\s*-\\]?|±|may (?:also )?contain|peut contenir|kann enthalten)"
              + "(?:\\s*[:(\\[]?\\s*(?:may contain|peut contenir)\\s*[)\\]]?)?\\s*:?");
  private static final Pattern INVISIBLE = Pattern.compile("[\u200b\u200c\u200d\ufeff\u00ad\r]");
  private static final Pattern SLASH = Pattern.compile("\\s+/\\s+");
  private static final Pattern DASH = Pattern.compile("\\s[-–]\\s");
  private static final Pattern AND =
      Pattern.compile("\\s*\\(and\\)\\s*|\\s+and\\s+|\\s+&\\s+", Pattern.CASE_INSENSITIVE);
  private static final Pattern FOOTNOTES = Pattern.compile("[*†‡§^°™®©¹²³]+");
  private static final Pattern BULLET = Pattern.compile("^\\d{1,2}[.)]\\s+|^[-–\\s.]+");
  private static final Pattern NUMBER_GOES_ON = Pattern.compile("[-']|\\s?%|,\\d");
  private static final Pattern LIST = Pattern.compile("[,;•●\n]");
  private static final String OPEN = "([{";
  private static final String CLOSE = ")]}";
  private static final String SEPARATORS = ";•●‧、，|";

  /** Full stops behind these do not end an entry. */
  private static final Set<String> ABBREVIATIONS =
      Set.of("denat", "no", "var", "st", "spp", "sp", "ext", "subsp", "vit");

  private final String text;
  private final boolean lines;
  private final boolean dashes;

  /**
   * @param sure entries that the product contains
   * @param possible entries that it may contain
   */
  record Parts(List<String> sure, List<String> possible) {}

  private LabelText(String text) {
    this.text = text;
    boolean commas = text.indexOf(',') >= 0 || text.indexOf('|') >= 0 || text.indexOf(';') >= 0;
    lines = !commas && text.indexOf('\n') >= 0;
    dashes = !commas && DASH.split(text, -1).length > 3;
  }

  static Parts parts(String raw) {
    String text = TAGS.matcher(raw).replaceAll(", ").replace("&amp;", "&").replace('\u00a0', ' ');
    text = SLASH.matcher(INVISIBLE.matcher(text).replaceAll("")).replaceAll("/");
    text = HEADINGS.matcher(text).replaceAll(",");
    Matcher may = MAY_CONTAIN.matcher(text);
    if (may.find()) {
      return new Parts(
          new LabelText(text.substring(0, may.start())).entries(),
          new LabelText(text.substring(may.end())).entries());
    }
    return new Parts(new LabelText(text).entries(), List.of());
  }

  /** Whether the text is a short list of key ingredients, as our own format writes it. */
  static boolean isKeyList(String raw) {
    return raw.indexOf('|') >= 0 || !LIST.matcher(raw).find();
  }

  private List<String> entries() {
    List<String> entries = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (OPEN.indexOf(c) >= 0 && closes(i)) {
        depth++;
      } else if (CLOSE.indexOf(c) >= 0 && depth > 0) {
        depth--;
      } else if (depth == 0 && separates(i)) {
        add(entries, text.substring(start, i));
        start = i + 1;
      }
    }
    add(entries, text.substring(start));
    return entries;
  }

  private boolean closes(int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      if (OPEN.indexOf(text.charAt(i)) >= 0) {
        depth++;
      } else if (CLOSE.indexOf(text.charAt(i)) >= 0 && --depth == 0) {
        return true;
      }
    }
    return false;
  }

  private boolean separates(int at) {
    char c = text.charAt(at);
    return switch (c) {
      case ',' -> !inNumber(at);
      case '\n' -> lines;
      case ':' -> true;
      case '.' -> endsSentence(at);
      case '-', '–' -> dashes && around(at, ' ') || startsBullet(at);
      default -> SEPARATORS.indexOf(c) >= 0;
    };
  }

  private boolean around(int at, char wanted) {
    return at > 0
        && at + 1 < text.length()
        && text.charAt(at - 1) == wanted
        && text.charAt(at + 1) == wanted;
  }

  /** A dash at the start or behind a space and right before a word: {@code " -Retinol: …"}. */
  private boolean startsBullet(int at) {
    return (at == 0 || Character.isWhitespace(text.charAt(at - 1)))
        && at + 1 < text.length()
        && Character.isUpperCase(text.charAt(at + 1));
  }

  /** {@code 1,2-Hexanediol}, {@code 1,3,5-…} and {@code 0,5 %}, but not {@code 77491,77492}. */
  private boolean inNumber(int comma) {
    int from = comma;
    while (from > 0 && Character.isDigit(text.charAt(from - 1))) {
      from--;
    }
    int to = comma + 1;
    while (to < text.length() && Character.isDigit(text.charAt(to))) {
      to++;
    }
    boolean digits = from < comma && to > comma + 1;
    boolean word = from > 0 && Character.isLetter(text.charAt(from - 1));
    if (!digits || word || comma - from > 2) {
      return false;
    }
    return NUMBER_GOES_ON.matcher(text).region(to, text.length()).lookingAt();
  }

  private boolean endsSentence(int dot) {
    if (dot + 1 < text.length()
        && !Character.isWhitespace(text.charAt(dot + 1))
        && text.charAt(dot + 1) != '*') {
      return false;
    }
    int from = dot;
    while (from > 0 && Character.isLetter(text.charAt(from - 1))) {
      from--;
    }
    String word = text.substring(from, dot).toLowerCase(Locale.ROOT);
    return !ABBREVIATIONS.contains(word) && word.length() != 1;
  }

  private static void add(List<String> entries, String raw) {
    for (String part : AND.split(raw)) {
      String entry = FOOTNOTES.matcher(part).replaceAll("").strip();
      entry = trimEnd(BULLET.matcher(entry).replaceAll(""));
      if (entry.chars().anyMatch(Character::isLetterOrDigit)) {
        entries.add(entry);
      }
    }
  }

  /** Without full stops and spaces at the end, and without brackets that it does not open. */
  private static String trimEnd(String entry) {
    int end = entry.length();
    while (end > 0) {
      char last = entry.charAt(end - 1);
      boolean stray = CLOSE.indexOf(last) >= 0 && closers(entry, end) > openers(entry, end);
      if (last != '.' && !Character.isWhitespace(last) && !stray) {
        break;
      }
      end--;
    }
    return entry.substring(0, end);
  }

  private static long openers(String entry, int end) {
    return entry.chars().limit(end).filter(c -> OPEN.indexOf(c) >= 0).count();
  }

  private static long closers(String entry, int end) {
    return entry.chars().limit(end).filter(c -> CLOSE.indexOf(c) >= 0).count();
  }
}
