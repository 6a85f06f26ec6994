package io.dermaflow.recommend;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What publications were computed from and what they chose, so that the next one re-does only what
 * has changed. All writes take part in the caller's transaction.
 */
public interface Choices {

  /**
   * What a publication chose for a subject.
   *
   * @param input digest of all that is known of the subject
   * @param products ids of the products in the recommendation, those of its looks included
   */
  record Choice(long input, List<String> products) {

    public Choice {
      products = List.copyOf(products);
    }
  }

  /** Keeps what a publication is computed from; what was kept before stays. */
  void keep(long publication, PublicationInputs inputs);

  Optional<PublicationInputs> findInputs(long publication);

  /** Adds choices by subject; a subject that is there already is replaced. */
  void add(long publication, Map<String, Choice> choices);

  /** Takes choices over from another publication; a subject that is there already is replaced. */
  void copy(long from, long to, List<String> subjects);

  /**
   * Deletes what every publication chose for a subject.
   *
   * @return how many choices
   */
  long erase(String subjectId);

  /** Choices for these subjects; one without a choice is not in the map. */
  Map<String, Choice> find(long publication, List<String> subjects);
}
