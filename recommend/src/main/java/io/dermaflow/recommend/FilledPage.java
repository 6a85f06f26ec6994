package io.dermaflow.recommend;

import io.dermaflow.recommend.Choices.Choice;
import java.util.List;
import java.util.Map;

/**
 * What a page of subjects comes to.
 *
 * @param last the last subject of the page
 * @param bodies new recommendations, JSON by subject
 * @param choices what they chose, by subject
 * @param kept subjects whose recommendation is taken over from what is served
 */
public record FilledPage(
    String last, Map<String, String> bodies, Map<String, Choice> choices, List<String> kept) {

  /** Behind the last page. */
  public static final FilledPage NONE = new FilledPage("", Map.of(), Map.of(), List.of());
}
