package io.dermaflow.datasets.formats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Circles around lesions, picture by picture. As ACNE04-v2 was published, {@code images} and {@code
 * annotations} of {@code image_id}, {@code coordinates} and {@code radius}; also a list of circles
 * by the picture's name, and a list of pictures that hold their circles.
 */
final class Circles {

  private static final List<String> NAMES =
      List.of("file_name", "filename", "image", "image_path", "imagePath", "img");
  private static final List<String> LISTS =
      List.of("circles", "annotations", "lesions", "shapes", "regions");

  /** What the file says of one picture. */
  static final class Picture {

    private final Set<String> grades = new TreeSet<>();
    private final Set<String> labels = new TreeSet<>();
    private boolean counted;
    private int lesions;

    /** Circles with a finite centre and a radius above zero; null when it was not looked at. */
    @Nullable Integer lesions() {
      return counted ? lesions : null;
    }

    /** What it calls a grade or a severity. */
    Set<String> grades() {
      return grades;
    }

    /** What it calls a label, which may be a grade. */
    Set<String> labels() {
      return labels;
    }
  }

  private record Circle(double x, double y, double radius) {
    boolean counts() {
      return Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(radius) && radius > 0;
    }
  }

  private final Map<String, Picture> pictures = new LinkedHashMap<>();
  private boolean circles;
  private boolean others;

  private Circles() {}

  /** Pictures by the name that the file gives them; empty when it is of another kind. */
  static Map<String, Picture> read(JsonNode root) {
    Circles found = new Circles();
    JsonNode annotations = root.path("annotations");
    if (root.path("images").isArray() && annotations.isArray()) {
      found.published(root.path("images"), annotations);
    } else if (root.isArray()) {
      root.forEach(found::item);
    } else if (annotations.isArray() && name(root).isEmpty()) {
      annotations.forEach(found::item);
    } else if (!name(root).isEmpty()) {
      found.item(root);
    } else if (root.path("_via_img_metadata").isObject()) {
      found.named(root.path("_via_img_metadata"));
    } else {
      found.named(root);
    }
    return found.circles || !found.others ? found.pictures : Map.of();
  }

  private void published(JsonNode images, JsonNode annotations) {
    Map<String, Picture> byId = new LinkedHashMap<>();
    for (JsonNode image : images) {
      if (!name(image).isEmpty()) {
        Picture picture = picture(name(image), image);
        picture.counted = true;
        byId.put(image.path("id").asString(""), picture);
      }
    }
    for (JsonNode annotation : annotations) {
      Picture picture = byId.get(annotation.path("image_id").asString(""));
      if (picture != null) {
        count(picture, annotation);
      }
    }
  }

  private void named(JsonNode root) {
    root.propertyStream()
        .forEach(
            member -> {
              JsonNode value = member.getValue();
              if (value.isObject() && !name(value).isEmpty()) {
                item(value);
              } else if (Pictures.isPicture(member.getKey())) {
                all(picture(member.getKey(), value), value.isArray() ? value : list(value));
              }
            });
  }

  /** A picture with its circles, or one circle that names its picture. */
  private void item(JsonNode item) {
    if (name(item).isEmpty()) {
      others = true;
      return;
    }
    Picture picture = picture(name(item), item);
    JsonNode list = list(item);
    if (list.isMissingNode()) {
      count(picture, item);
    } else {
      all(picture, list);
    }
  }

  private void all(Picture picture, JsonNode list) {
    if (list.isArray() || list.isObject()) {
      picture.counted = true;
      list.forEach(node -> count(picture, node));
    } else {
      others = true;
    }
  }

  private Picture picture(String name, JsonNode stated) {
    Picture picture = pictures.computeIfAbsent(name, n -> new Picture());
    for (String member : List.of("severity", "grade")) {
      add(picture.grades, stated.path(member));
    }
    add(picture.labels, stated.path("label"));
    return picture;
  }

  private static void add(Set<String> words, JsonNode stated) {
    String word = stated.asString("").strip();
    if (!word.isEmpty()) {
      words.add(word);
    }
  }

  private void count(Picture picture, JsonNode node) {
    Optional<Circle> circle = circle(node);
    circles |= circle.isPresent();
    others |= circle.isEmpty();
    picture.counted |= circle.isPresent();
    if (circle.isPresent() && circle.get().counts()) {
      picture.lesions++;
    }
  }

  private static Optional<Circle> circle(JsonNode node) {
    if (node.isArray()) {
      return node.size() == 3 ? circle(node.path(0), node.path(1), node.path(2)) : Optional.empty();
    }
    if (node.path("shape_attributes").isObject()) {
      return circle(node.path("shape_attributes"));
    }
    JsonNode points = node.path("points");
    if (points.isArray() && points.size() == 2) {
      // LabelMe: the centre, and a point of the rim.
      JsonNode rim = points.path(1);
      double x = number(points.path(0).path(0));
      double y = number(points.path(0).path(1));
      double radius = Math.hypot(number(rim.path(0)) - x, number(rim.path(1)) - y);
      return Optional.of(new Circle(x, y, radius));
    }
    JsonNode centre = first(node, List.of("coordinates", "center", "centre"));
    JsonNode x = centre.isArray() ? centre.path(0) : first(node, List.of("x", "cx"));
    JsonNode y = centre.isArray() ? centre.path(1) : first(node, List.of("y", "cy"));
    return circle(x, y, first(node, List.of("radius", "r")));
  }

  private static Optional<Circle> circle(JsonNode x, JsonNode y, JsonNode radius) {
    boolean stated = !x.isMissingNode() && !y.isMissingNode() && !radius.isMissingNode();
    return stated
        ? Optional.of(new Circle(number(x), number(y), number(radius)))
        : Optional.empty();
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble(Double.NaN) : Double.NaN;
  }

  private static String name(JsonNode node) {
    return first(node, NAMES).asString("").strip().replace('\\', '/');
  }

  private static JsonNode list(JsonNode node) {
    return first(node, LISTS);
  }

  /** The first of these members that is there; otherwise one that is missing. */
  private static JsonNode first(JsonNode node, List<String> members) {
    return members.stream()
        .map(member -> node.path(member))
        .filter(value -> !value.isMissingNode())
        .findFirst()
        .orElse(node.path(members.get(0)));
  }
}
