package io.dermaflow.datasets.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.Sources;
import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StorageSettings;
import io.dermaflow.datasets.internal.s3.S3AutoConfiguration;
import io.dermaflow.errors.DermaflowException;
import io.dermaflow.testing.TestServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveSourcesTest {

  @TempDir Path folder;

  private final StorageSettings bucket = TestServices.newBucket();
  private final Sources sources = new S3AutoConfiguration().sources(bucket, Clock.systemUTC());

  private String write(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private String prefixOf(String... names) throws Exception {
    String zip = write("set.zip", TestArchives.zip(TestArchives.files(List.of(names))));
    try (Source source = sources.open(zip)) {
      return source.prefix();
    }
  }

  @Test
  void opensAnArchiveAtTheFolderThatWasPacked() throws Exception {
    byte[] zip =
        TestArchives.zip(TestArchives.files(List.of("set/manifest.csv", "set/mild/a.jpg")));
    String file = write("faces.zip", zip);
    try (Source source = sources.open(file)) {
      assertThat(source.name()).isEqualTo(file);
      assertThat(source.prefix()).isEqualTo("set/");
      assertThat(source.storage().read(source.prefix() + "manifest.csv", 100))
          .isEqualTo(TestArchives.bytes("set/manifest.csv"));
    }
    try (Source again = sources.open(Sources.absolute(file))) {
      assertThat(again.prefix()).isEqualTo("set/");
    }
  }

  @Test
  void opensAnArchiveAtItsTopWhereItsFoldersSaySomething() throws Exception {
    assertThat(prefixOf("mild/a.jpg", "severe/b.jpg")).isEmpty();
    assertThat(prefixOf("mild/a.jpg", "mild/b.jpg")).isEmpty();
    assertThat(prefixOf("train/mild/a.jpg", "train/severe/b.jpg")).isEmpty();
    assertThat(prefixOf("set/mild/a.jpg", "notes.txt")).isEmpty();
    assertThat(prefixOf("../mild/a.jpg")).isEmpty();
    assertThat(prefixOf("/mild/a.jpg")).isEmpty();
  }

  @Test
  void opensAnArchiveInsideItsOnlyFolderWhereThatSaysNothing() throws Exception {
    assertThat(prefixOf("set/mild/a.jpg", "set/severe/b.jpg")).isEqualTo("set/");
    assertThat(prefixOf("set/mild/a.jpg", "__MACOSX/set/mild/._a.jpg")).isEqualTo("set/");
    assertThat(prefixOf("./set/mild/a.jpg")).isEqualTo("set/");
    assertThat(prefixOf("acne/mild/a.jpg", "acne/severe/b.jpg")).isEqualTo("acne/");
    assertThat(prefixOf("mild/manifest.csv", "mild/a.jpg")).isEqualTo("mild/");
  }

  @Test
  void opensEveryKindInAnyCaseByWhatItHolds() throws Exception {
    byte[] packed = TestArchives.tarGz(TestArchives.files(List.of("mild/a.jpg", "severe/b.jpg")));
    for (String name : List.of("A.TAR.GZ", "b.tgz", "c.tar", "d.zip")) {
      try (Source source = sources.open(write(name, packed))) {
        assertThat(source.storage().read("severe/b.jpg", 100))
            .isEqualTo(TestArchives.bytes("severe/b.jpg"));
      }
    }
  }

  @Test
  void opensAnArchiveInABucket() {
    byte[] tar = TestArchives.tar(TestArchives.files(List.of("set/mild/a.jpg", "set/dry/b.jpg")));
    try (ObjectStorage ours = new S3AutoConfiguration().objectStorage(bucket, Clock.systemUTC())) {
      ours.write("sets/faces.TAR", tar, "application/x-tar");
    }
    String name = "s3://" + bucket.bucket() + "/sets/faces.TAR";
    try (Source source = sources.open(name)) {
      assertThat(source.prefix()).isEqualTo("set/");
      assertThat(source.storage().read("set/dry/b.jpg", 100))
          .isEqualTo(TestArchives.bytes("set/dry/b.jpg"));
    }
    try (Source source = sources.open("s3://" + bucket.bucket() + "/sets")) {
      assertThat(source.prefix()).isEqualTo("sets/");
    }
    assertThatThrownBy(() -> sources.open("s3://" + bucket.bucket() + "/gone.zip"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("There is no archive 's3://" + bucket.bucket() + "/gone.zip'");
  }

  @Test
  void opensTheFolderOfAManifest() throws Exception {
    for (String name : List.of("manifest.csv", "manifest.jsonl")) {
      String manifest = write(name, TestArchives.bytes("path"));
      try (Source source = sources.open(manifest)) {
        assertThat(source.prefix()).isEmpty();
        assertThat(source.storage().read(name, 10)).isEqualTo(TestArchives.bytes("path"));
      }
    }
  }

  @Test
  void refusesOtherFilesAndNamesWhatCanBeGiven() throws Exception {
    assertThatThrownBy(() -> sources.open(write("labels.csv", TestArchives.bytes("path"))))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("labels.csv' is a file")
        .hasMessageContaining("call it manifest.csv or manifest.jsonl");
    assertThatThrownBy(() -> sources.open(write("faces.rar", TestArchives.bytes("Rar!"))))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("faces.rar' is a file")
        .hasMessageContaining("an archive (.zip .tar .tar.gz .tgz)");
    assertThatThrownBy(() -> sources.open(folder.resolve("gone.zip").toString()))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("There is no folder or file");
  }
}
