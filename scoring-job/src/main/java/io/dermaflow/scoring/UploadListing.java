package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins the objects below a prefix to uploads: {@code <prefix><uploadId>/selfie.*, survey.json}.
 */
final class UploadListing {

  private static final int PAGE = 500;

  private final ObjectStorage storage;
  private final String prefix;

  UploadListing(ObjectStorage storage, String prefix) {
    this.storage = storage;
    this.prefix = prefix;
  }

  /** Gives uploads in pages; keys are listed in order, so a page's memory is all that is held. */
  void forEachPage(Consumer<List<UploadRef>> pages) {
    List<UploadRef> page = new ArrayList<>();
    Pair open = new Pair("");
    try (Stream<StoredObject> objects = storage.list(prefix)) {
      for (StoredObject object : (Iterable<StoredObject>) objects::iterator) {
        String[] parts = object.key().substring(prefix.length()).split("/", -1);
        if (parts.length != 2) {
          continue;
        }
        if (!open.id.equals(parts[0])) {
          open.addTo(page);
          open = new Pair(parts[0]);
          if (page.size() >= PAGE) {
            pages.accept(page);
            page = new ArrayList<>();
          }
        }
        if (parts[1].equals("survey.json")) {
          open.survey = object;
        } else if (parts[1].startsWith("selfie.")) {
          open.selfie = object;
        }
      }
    }
    open.addTo(page);
    if (!page.isEmpty()) {
      pages.accept(page);
    }
  }

  private static final class Pair {
    final String id;
    @Nullable StoredObject selfie;
    @Nullable StoredObject survey;

    Pair(String id) {
      this.id = id;
    }

    void addTo(List<UploadRef> page) {
      StoredObject picture = selfie;
      StoredObject answers = survey;
      if (picture != null) {
        page.add(
            new UploadRef(
                id,
                picture.key(),
                picture.etag(),
                picture.size(),
                picture.lastModified(),
                answers == null ? null : answers.key(),
                answers == null ? null : answers.etag()));
      }
    }
  }
}
