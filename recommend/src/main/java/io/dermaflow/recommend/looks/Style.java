package io.dermaflow.recommend.looks;

import io.dermaflow.models.skin.FaceShape;
import io.dermaflow.recommend.Undertone;
import io.dermaflow.recommend.rules.Wording;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A look before it is fitted to a person.
 *
 * @param id stable id
 * @param name its name
 * @param preset id of the AR preset
 * @param calm only for irritated skin (true), only for other skin (false), or null for both
 * @param shapes faces that it flatters most; empty for every one
 * @param finish of the foundation
 * @param lipstick shade by undertone
 * @param eyes shades by undertone
 */
public record Style(
    String id,
    String name,
    String preset,
    @Nullable Boolean calm,
    Set<FaceShape> shapes,
    Wording finish,
    Map<Undertone, String> lipstick,
    Map<Undertone, List<String>> eyes) {

  boolean fits(boolean irritated, FaceShape shape) {
    return (calm == null || calm == irritated)
        && (shapes.isEmpty() || shape == FaceShape.UNKNOWN || shapes.contains(shape));
  }

  /** For the kind of skin, though not for the face. */
  boolean fits(boolean irritated) {
    return calm == null || calm == irritated;
  }
}
