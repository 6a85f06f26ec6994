package io.dermaflow.recommend;

import io.dermaflow.features.SkinFeatures;
import io.dermaflow.ids.Digests;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.Choices.Choice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recommends for pages of subjects. With a publication to start from, whoever is as before and is
 * not touched by a change keeps what is served. Pure; thread safe.
 */
public final class PublicationFiller {

  private final Recommender recommender;
  private final Instant asOf;
  private final @Nullable Touch touch;

  /**
   * @param touch what has changed since the publication to start from, or null when there is none
   *     or everybody is touched
   */
  public PublicationFiller(Recommender recommender, Instant asOf, @Nullable Touch touch) {
    this.recommender = recommender;
    this.asOf = asOf;
    this.touch = touch;
  }

  /** Whether choices that were made before are of use. */
  public boolean asksForChoices() {
    return touch != null;
  }

  /**
   * @param page subjects in order, at least one
   * @param before what was chosen for them before; who is missing is new
   */
  public FilledPage fill(List<SkinFeatures> page, Map<String, Choice> before) {
    Map<String, String> bodies = new LinkedHashMap<>();
    Map<String, Choice> choices = new LinkedHashMap<>();
    List<String> kept = new ArrayList<>();
    for (SkinFeatures features : page) {
      Person person = Person.of(features, asOf, recommender.staleAfter());
      long input = input(features, person);
      Recommendation made = redo(person, input, before.get(person.subjectId()));
      if (made == null) {
        kept.add(person.subjectId());
      } else {
        bodies.put(person.subjectId(), Json.write(made));
        choices.put(person.subjectId(), new Choice(input, made.productIds()));
      }
    }
    String last = String.valueOf(page.get(page.size() - 1).subjectId());
    return new FilledPage(last, bodies, choices, kept);
  }

  /** The new recommendation, or null when the one that is served stays. */
  private @Nullable Recommendation redo(Person person, long input, @Nullable Choice before) {
    if (touch == null || before == null || before.input() != input || touch.byRules(person)) {
      return recommender.recommend(person);
    }
    if (!touch.isOfProducts()) {
      return null;
    }
    Recommendation made = recommender.recommend(person);
    boolean touched =
        touch.byProducts(before.products(), made.productIds(), made.products().size());
    return touched ? made : null;
  }

  /** Digest of all that is known of a subject. */
  private long input(SkinFeatures features, Person person) {
    String text = Json.write(features) + person.stale() + recommender.historyOf(person.subjectId());
    byte[] digest = Digests.newSha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest).getLong();
  }
}
