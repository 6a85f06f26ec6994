package io.dermaflow.recommend.batch.recommend;

import io.dermaflow.features.Publications;
import io.dermaflow.features.SkinFeatures;
import io.dermaflow.json.Json;
import io.dermaflow.recommend.Recommendation;
import io.dermaflow.recommend.Recommender;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Recommends for a chunk of subjects and adds them to a publication. */
class PublicationWriter implements ItemWriter<SkinFeatures> {

  private final Publications publications;
  private final long publication;
  private final Recommender recommender;

  PublicationWriter(Publications publications, long publication, Recommender recommender) {
    this.publications = publications;
    this.publication = publication;
    this.recommender = recommender;
  }

  @Override
  public void write(Chunk<? extends SkinFeatures> chunk) {
    Map<String, String> bodies = new LinkedHashMap<>();
    for (SkinFeatures row : chunk) {
      Recommendation made = recommender.recommend(row);
      bodies.put(made.subjectId(), Json.write(made));
    }
    publications.add(publication, bodies);
  }
}
