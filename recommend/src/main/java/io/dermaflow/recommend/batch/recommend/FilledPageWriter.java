package io.dermaflow.recommend.batch.recommend;

import io.dermaflow.features.Publications;
import io.dermaflow.recommend.Choices;
import io.dermaflow.recommend.FilledPage;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Writes pages into a publication that is being built. */
class FilledPageWriter implements ItemWriter<FilledPage> {

  private final Publications publications;
  private final Choices choices;
  private final long publication;
  private final long base;

  FilledPageWriter(Publications publications, Choices choices, long publication, long base) {
    this.publications = publications;
    this.choices = choices;
    this.publication = publication;
    this.base = base;
  }

  @Override
  public void write(Chunk<? extends FilledPage> pages) {
    for (FilledPage filled : pages) {
      FilledPage page = filled.without(publications.erased(publication, filled.subjects()));
      publications.add(publication, page.bodies());
      choices.add(publication, page.choices());
      if (!page.kept().isEmpty()) {
        publications.copy(base, publication, page.kept());
        choices.copy(base, publication, page.kept());
      }
    }
  }
}
