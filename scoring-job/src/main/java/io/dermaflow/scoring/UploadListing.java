package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins the objects below a prefix to uploads: {@code <prefix><uploadId>/selfie.*, survey.json}.
 * Objects under other names are passed over.
 */
final class UploadListing {

  private static final int PAGE = 1000;

  private final ObjectStorage storage;
  private final String prefix;

  UploadListing(ObjectStorage storage, String prefix) {
    this.storage = storage;
    this.prefix = prefix;
  }

  /**
   * Gives uploads in pages; objects of an upload lie beside each other in the list, so a page's
   * memory is all that is held.
   *
   * @return how many objects were listed
   */
  long forEachPage(Consumer<List<UploadRef>> pages) {
    List<UploadRef> page = new ArrayList<>();
    Pair open = new Pair("");
    long objects = 0;
    try (Stream<StoredObject> listed = storage.list(prefix)) {
      for (StoredObject object : (Iterable<StoredObject>) listed::iterator) {
        objects++;
        String rest = object.key().substring(prefix.length());
        int slash = rest.indexOf('/');
        if (slash <= 0 || rest.indexOf('/', slash + 1) >= 0) {
          continue;
        }
        String id = rest.substring(0, slash);
        if (!open.id.equals(id)) {
          open.addTo(page);
          open = new Pair(id);
          if (page.size() >= PAGE) {
            pages.accept(page);
            page = new ArrayList<>();
          }
        }
        open.take(rest.substring(slash + 1), object);
      }
    }
    open.addTo(page);
    if (!page.isEmpty()) {
      pages.accept(page);
    }
    return objects;
  }

  /** The upload of one id as it lies there now. */
  Optional<UploadRef> find(String uploadId) {
    List<UploadRef> found = new ArrayList<>();
    Pair pair = new Pair(uploadId);
    String folder = prefix + uploadId + "/";
    try (Stream<StoredObject> listed = storage.list(folder)) {
      listed
          .filter(object -> object.key().indexOf('/', folder.length()) < 0)
          .forEach(object -> pair.take(object.key().substring(folder.length()), object));
    }
    pair.addTo(found);
    return found.stream().findFirst();
  }

  private static final class Pair {
    final String id;
    @Nullable StoredObject selfie;
    @Nullable StoredObject survey;

    Pair(String id) {
      this.id = id;
    }

    void take(String name, StoredObject object) {
      StoredObject before = selfie;
      if (name.equals("survey.json")) {
        survey = object;
      } else if (name.startsWith("selfie.")
          && (before == null || before.lastModified().isBefore(object.lastModified()))) {
        selfie = object; // of two, the newer one
      }
    }

    void addTo(List<UploadRef> page) {
      StoredObject picture = selfie;
      StoredObject answers = survey;
      if (picture == null && answers == null) {
        return;
      }
      page.add(
          new UploadRef(
              id,
              picture == null ? null : picture.key(),
              picture == null ? "" : picture.etag(),
              picture == null ? 0 : picture.size(),
              newer(picture, answers),
              answers == null ? null : answers.key(),
              answers == null ? "" : answers.etag()));
    }

    private static Instant newer(@Nullable StoredObject a, @Nullable StoredObject b) {
      Instant first = a == null ? Instant.MIN : a.lastModified();
      Instant second = b == null ? Instant.MIN : b.lastModified();
      return first.isAfter(second) ? first : second;
    }
  }
}
