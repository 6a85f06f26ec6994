package io.dermaflow.recommend;

import io.dermaflow.errors.DermaflowException;
import io.dermaflow.features.FeatureReader;
import io.dermaflow.features.FeatureStore;
import io.dermaflow.features.Publication;
import io.dermaflow.ids.Digests;
import io.dermaflow.recommend.data.DataFile;
import io.dermaflow.recommend.ranking.Knowledge;
import io.dermaflow.recommend.rules.RuleBook;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what a publication is made from and how much of the served one can stay. */
public final class PublicationPlan {

  private final FeatureStore features;
  private final FeatureReader reader;
  private final Catalogue catalogue;
  private final Choices choices;
  private final Recommenders recommenders;

  public PublicationPlan(
      FeatureStore features,
      FeatureReader reader,
      Catalogue catalogue,
      Choices choices,
      Recommenders recommenders) {
    this.features = features;
    this.reader = reader;
    this.catalogue = catalogue;
    this.choices = choices;
    this.recommenders = recommenders;
  }

  /**
   * What a publication is to be made from.
   *
   * @param inputs what it is computed from
   * @param digest of everything that it depends on
   * @param base publication to start from, or 0
   * @param unchanged whether that one was made from the same
   */
  public record Plan(PublicationInputs inputs, String digest, long base, boolean unchanged) {}

  /**
   * The plan for this moment.
   *
   * @throws DermaflowException (usage) when there is no catalogue
   */
  public Plan plan(Instant asOf) {
    CatalogueVersion products =
        catalogue
            .findNewest()
            .orElseThrow(
                () ->
                    DermaflowException.usage(
                        "There is no catalogue",
                        "a catalogue version to choose from",
                        "'catalogue ingest FILE' makes one"));
    Knowledge knowledge = recommenders.knowledge();
    long position = features.position();
    PublicationInputs inputs =
        new PublicationInputs(
            position,
            asOf,
            products.version(),
            knowledge.rules().text(),
            recommenders.othersDigest());
    long stale = features.countUntil(asOf.minus(knowledge.weights().staleAfter()));
    String digest =
        Digests.sha256(
            String.join(
                "|",
                knowledge.rules().digest(),
                inputs.others(),
                products.digest(),
                features.digest(position),
                Long.toString(stale),
                recommenders.reactionsVersion()));
    Optional<Publication> current = reader.findCurrent();
    return new Plan(
        inputs,
        digest,
        current.map(Publication::id).orElse(0L),
        current.isPresent() && current.get().inputDigest().equals(digest));
  }

  /** Fills pages by these inputs, starting from the publication {@code base}; 0 for none. */
  public PublicationFiller filler(PublicationInputs inputs, long base) {
    return new PublicationFiller(
        recommenders.of(inputs.catalogue()), inputs.asOf(), touch(inputs, base));
  }

  /** What has changed since {@code base}, or null when everybody is touched. */
  private @Nullable Touch touch(PublicationInputs inputs, long base) {
    PublicationInputs before = choices.findInputs(base).orElse(null);
    if (before == null || !before.others().equals(inputs.others())) {
      return null;
    }
    RuleBook served;
    try {
      served = RuleBook.of(new DataFile("rules of publication " + base, before.rules()));
    } catch (DermaflowException e) {
      // Rules of another time, which this version does not read any more.
      return null;
    }
    return Touch.of(
        served,
        recommenders.knowledge().rules(),
        catalogue.diff(before.catalogue(), inputs.catalogue()));
  }

  /** Ids of the products of a catalogue version that may be recommended. */
  public Set<String> sold(int version) {
    return catalogue.products(version).stream()
        .filter(product -> !product.withdrawn())
        .map(Product::id)
        .collect(Collectors.toSet());
  }
}
