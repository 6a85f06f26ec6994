package io.dermaflow.recommend;

import io.dermaflow.recommend.Choices.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /** All subjects of the page. */
  public List<String> subjects() {
    List<String> all = new ArrayList<>(bodies.keySet());
    all.addAll(kept);
    return all;
  }

  /** The page without some of its subjects. */
  public FilledPage without(Set<String> subjects) {
    if (subjects.isEmpty()) {
      return this;
    }
    Map<String, String> fewerBodies = new LinkedHashMap<>(bodies);
    fewerBodies.keySet().removeAll(subjects);
    Map<String, Choice> fewerChoices = new LinkedHashMap<>(choices);
    fewerChoices.keySet().removeAll(subjects);
    List<String> fewerKept = kept.stream().filter(subject -> !subjects.contains(subject)).toList();
    return new FilledPage(last, fewerBodies, fewerChoices, fewerKept);
  }
}
