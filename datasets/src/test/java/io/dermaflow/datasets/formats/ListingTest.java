package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StoredObject;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListingTest {

  private static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05.678Z");

  private static StoredObject object(String path, int number) {
    return new StoredObject("set/" + path, "e" + number, number, WRITTEN);
  }

  private static Listing listing(Stream<StoredObject> objects) {
    ObjectStorage storage =
        (ObjectStorage)
            Proxy.newProxyInstance(
                ObjectStorage.class.getClassLoader(),
                new Class<?>[] {ObjectStorage.class},
                (proxy, method, arguments) -> objects);
    return Listing.of(new Source("test", storage, "set/"));
  }

  @Test
  void findsWhatIsListed() {
    Listing listing = listing(IntStream.range(0, 5_000).mapToObj(i -> object(i + ".jpg", i)));
    assertThat(listing.find("4321.jpg")).contains(object("4321.jpg", 4321));
    assertThat(listing.find("5000.jpg")).isEmpty();
    assertThat(listing.contains("0.jpg")).isTrue();
    assertThat(listing.object("gone.jpg"))
        .isEqualTo(new StoredObject("set/gone.jpg", "missing", 0, Instant.EPOCH));
    assertThat(listing.paths().limit(3)).containsExactly("0.jpg", "1.jpg", "10.jpg");
  }

  @Test
  void sortsWhatS3SortsOtherwise() {
    // U+1F600 comes after U+FFFD in UTF-8, and before it in Java's strings.
    Listing listing = listing(Stream.of(object("\uFFFD.jpg", 1), object("\uD83D\uDE00.jpg", 2)));
    assertThat(listing.paths()).containsExactly("\uD83D\uDE00.jpg", "\uFFFD.jpg");
    assertThat(listing.find("\uFFFD.jpg")).contains(object("\uFFFD.jpg", 1));
    assertThat(listing.find("\uD83D\uDE00.jpg")).contains(object("\uD83D\uDE00.jpg", 2));
  }

  @Test
  void leavesOutMarkersOfFolders() {
    assertThat(listing(Stream.of(object("", 0), object("a/", 1), object("a/b.jpg", 2))).paths())
        .containsExactly("a/b.jpg");
    assertThat(listing(Stream.of()).paths()).isEmpty();
  }

  @Test
  void findsFilesByNameWhateverTheirFolderAndCase() {
    FileNames names =
        new FileNames(
            listing(
                Stream.of(
                    object("A.JPG", 1),
                    object("a/a.jpg", 2),
                    object("a/b.jpg", 3),
                    object("b/A.jpg", 4))));
    assertThat(names.find("a.jpg")).containsExactly("A.JPG", "a/a.jpg", "b/A.jpg");
    assertThat(names.find("b.jpg")).containsExactly("a/b.jpg");
    assertThat(names.find("c.jpg")).isEmpty();
    assertThat(names.find("")).isEmpty();
  }
}
