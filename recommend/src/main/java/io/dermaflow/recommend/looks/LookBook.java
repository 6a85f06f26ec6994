package io.dermaflow.recommend.looks;

import io.dermaflow.models.skin.EyeShape;
import io.dermaflow.models.skin.FaceShape;
import io.dermaflow.models.skin.LipFullness;
import io.dermaflow.recommend.Undertone;
import io.dermaflow.recommend.data.DataFile;
import io.dermaflow.recommend.data.DataNode;
import io.dermaflow.recommend.rules.Wording;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A version of the looks.
 *
 * @param version as the file names it
 * @param digest SHA-256 of the file
 * @param styles in the order of preference
 * @param shapes advice by face
 * @param eyes advice by eyes
 * @param lips advice by lips
 * @param sentences the words of the reasoning by key
 */
public record LookBook(
    String version,
    String digest,
    List<Style> styles,
    Map<FaceShape, Wording> shapes,
    Map<EyeShape, Wording> eyes,
    Map<LipFullness, Wording> lips,
    Map<String, Wording> sentences) {

  private static final List<String> SENTENCES =
      List.of(
          "tone_known",
          "tone_unknown",
          "shape_known",
          "irritated",
          "oily",
          "calm",
          "green_corrector");

  /** The looks that come with this version. */
  public static LookBook bundled() {
    return of(DataFile.resource(LookBook.class, "looks-v1.yaml"));
  }

  /**
   * The looks of a file.
   *
   * @throws io.dermaflow.errors.DermaflowException (usage) with line and reason of every mistake
   */
  public static LookBook of(DataFile file) {
    return file.read(root -> read(root, file.digest()));
  }

  private static LookBook read(DataNode root, String digest) {
    List<String> keys = new ArrayList<>(List.of("version", "looks", "shapes", "eyes", "lips"));
    keys.addAll(SENTENCES);
    root.allow(keys.toArray(String[]::new));
    List<Style> styles = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    root.get("looks").each(node -> styles.add(style(node, ids)));
    for (boolean irritated : new boolean[] {true, false}) {
      if (styles.stream().noneMatch(style -> style.fits(irritated))) {
        throw root.get("looks").wrong("no look is for skin that is calm: " + irritated);
      }
    }
    Map<String, Wording> sentences = new HashMap<>();
    SENTENCES.forEach(key -> sentences.put(key, Wording.of(root.get(key))));
    return new LookBook(
        root.get("version").text(),
        digest,
        styles,
        words(root.get("shapes"), FaceShape.class, FaceShape.UNKNOWN),
        words(root.get("eyes"), EyeShape.class, EyeShape.UNKNOWN),
        words(root.get("lips"), LipFullness.class, LipFullness.UNKNOWN),
        sentences);
  }

  private static Style style(DataNode node, Set<String> ids) {
    node.allow("id", "name", "preset", "calm", "shape", "finish", "lipstick", "eyes");
    String id = node.get("id").text();
    if (!id.matches("[a-z0-9-]{1,40}") || !ids.add(id)) {
      throw node.get("id").wrong("id '" + id + "' is there twice, or not of letters and dashes");
    }
    DataNode calm = node.find("calm");
    DataNode shape = node.find("shape");
    return new Style(
        id,
        node.get("name").text(),
        node.get("preset").text(),
        calm == null ? null : calm.flag(),
        shape == null ? Set.of() : shape.constants(FaceShape.class),
        Wording.of(node.get("finish")),
        byUndertone(node.get("lipstick"), DataNode::text),
        byUndertone(node.get("eyes"), DataNode::texts));
  }

  private static <T> Map<Undertone, T> byUndertone(
      DataNode node, java.util.function.Function<DataNode, T> value) {
    Map<Undertone, T> map = new EnumMap<>(Undertone.class);
    for (Undertone undertone : Undertone.values()) {
      map.put(undertone, value.apply(node.get(undertone.label())));
    }
    return map;
  }

  private static <K extends Enum<K>> Map<K, Wording> words(
      DataNode node, Class<K> type, K unknown) {
    Map<K, Wording> words = new EnumMap<>(type);
    for (K constant : type.getEnumConstants()) {
      if (constant != unknown) {
        words.put(constant, Wording.of(node.get(constant.name().toLowerCase(Locale.ROOT))));
      }
    }
    return words;
  }

  Wording sentence(String key) {
    return Objects.requireNonNull(sentences.get(key), key);
  }
}
