package io.dermaflow.recommend;

import io.dermaflow.ids.Digests;
import io.dermaflow.recommend.looks.LookBook;
import io.dermaflow.recommend.ranking.CompiledCatalogue;
import io.dermaflow.recommend.ranking.Knowledge;
import io.dermaflow.recommend.reasons.Sentences;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recommenders by catalogue version; compiling a catalogue of 5,000 products takes about a second,
 * so the last one is kept. Thread safe.
 */
public final class Recommenders {

  private final Catalogue catalogue;
  private final Knowledge knowledge;
  private final Sentences sentences;
  private final LookBook looks;
  private final CollaborativeScores others;
  private final BadReactions reactions;
  private @Nullable Kept kept;

  private record Kept(int version, Recommender recommender) {}

  public Recommenders(
      Catalogue catalogue,
      Knowledge knowledge,
      Sentences sentences,
      LookBook looks,
      CollaborativeScores others,
      BadReactions reactions) {
    this.catalogue = catalogue;
    this.knowledge = knowledge;
    this.sentences = sentences;
    this.looks = looks;
    this.others = others;
    this.reactions = reactions;
  }

  /**
   * The recommender of the newest catalogue, for one person at a time; empty without one. It knows
   * of every bad reaction that was committed before the call.
   */
  public Optional<Recommender> findNewest() {
    reactions.renew();
    return catalogue.findNewest().map(CatalogueVersion::version).map(this::of);
  }

  /**
   * The recommender of a catalogue version.
   *
   * @throws IllegalStateException when there is none
   */
  public synchronized Recommender of(int version) {
    Kept last = kept;
    if (last != null && last.version() == version) {
      return last.recommender();
    }
    CatalogueVersion sealed =
        catalogue
            .find(version)
            .orElseThrow(() -> new IllegalStateException("no catalogue version " + version));
    Recommender recommender =
        new Recommender(
            new CompiledCatalogue(sealed, catalogue.products(version), knowledge),
            sentences,
            looks,
            others,
            reactions);
    kept = new Kept(version, recommender);
    return recommender;
  }

  /** The rules, tables and weights that all of them go by. */
  Knowledge knowledge() {
    return knowledge;
  }

  /** Digest of everything beside rules and catalogue that recommendations have in common. */
  String othersDigest() {
    return Digests.sha256(
        String.join(
            "|",
            Recommender.VERSION,
            knowledge.tablesDigest(),
            sentences.digest(),
            looks.digest(),
            others.version()));
  }

  /** Changes whenever somebody reacts badly to something. */
  String reactionsVersion() {
    return reactions.version();
  }
}
