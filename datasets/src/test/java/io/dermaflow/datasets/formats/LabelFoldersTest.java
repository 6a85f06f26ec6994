package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.datasets.Annotation;
import io.dermaflow.datasets.SourceEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelFoldersTest {

  private final TestSource source = new TestSource();

  @Test
  void offersEveryFileOfAFolderWhoseLabelItKnows() {
    source.pictures(
        "mild/a.jpg",
        "mild/b.psd",
        "mild/c",
        "mild/notes.txt",
        "mild/.hidden.jpg",
        "mild/Thumbs.db",
        "mild/desktop.ini",
        "mild/",
        "train/oily/d.webm",
        "train/oily/");
    assertThat(source.list("folders"))
        .extracting(e -> e.object().key())
        .containsExactly(
            "set/mild/a.jpg",
            "set/mild/b.psd",
            "set/mild/c",
            "set/mild/notes.txt",
            "set/train/oily/d.webm");
  }

  @Test
  void offersElsewhereWhatIsCalledLikeAPicture() {
    source.pictures("banana/a.txt", "banana/.b.jpg", "readme.md", "top.jpg");
    List<String> kinds =
        List.of(
            "jpg", "JPEG", "jfif", "png", "webp", "bmp", "gif", "tif", "tiff", "heic", "heif",
            "avif");
    kinds.forEach(kind -> source.pictures("banana/" + kind + "." + kind));
    Map<String, SourceEntry> entries = source.read("folders");
    assertThat(entries).hasSize(13).containsKeys("top.jpg", "JPEG.JPEG", "heic.heic");
    assertThat(entries.get("top.jpg").unknownLabel()).isEmpty();
    assertThat(entries.get("gif.gif").unknownLabel()).isEqualTo("banana");
    assertThat(entries.get("gif.gif").details().annotations())
        .containsExactly(new Annotation("folder", "label", "banana"));
  }

  @Test
  void saysThatAFolderMadeTheLabelAndTheSplit() {
    source.pictures("val/Dry Skin/a_jpg.rf.12ab.jpg", "fine lines/b.jpg");
    Map<String, SourceEntry> entries = source.read("auto");
    SourceEntry first = entries.get("a_jpg.rf.12ab.jpg");
    assertThat(first.labels().skinType()).isEqualTo("DRY");
    assertThat(first.split()).isEqualTo("valid");
    assertThat(first.group()).isEqualTo("a_jpg");
    assertThat(first.details().annotations())
        .containsExactly(
            new Annotation("folder", "skin_type", "Dry Skin"),
            new Annotation("folder", "split", "val"));
    assertThat(entries.get("b.jpg").details().annotations())
        .containsExactly(new Annotation("folder", "condition", "fine lines"));
    assertThat(entries.get("b.jpg").split()).isNull();
  }
}
