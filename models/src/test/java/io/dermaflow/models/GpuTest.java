package io.dermaflow.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuTest {

  @TempDir Path folder;

  /** A stand-in for the driver's tool, which is a program of its own and not on test machines. */
  private Path tool(String body) throws IOException {
    Path file = folder.resolve("nvidia-smi");
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
    return file;
  }

  @Test
  void readsWhatTheDriverSays() throws IOException {
    Path tool =
        tool("echo 'Tesla T4, 7.5, 15360 MiB, 535.183'; echo 'NVIDIA H100, 9.0, 81559 MiB, 550.1'");
    List<Gpu> found = Gpu.find(tool);
    assertThat(found)
        .containsExactly(
            new Gpu("Tesla T4", 7.5, "15360 MiB", "535.183"),
            new Gpu("NVIDIA H100", 9.0, "81559 MiB", "550.1"));
    assertThat(found.get(0).verdict(false)).contains("Tesla T4", "7.5", "-Pcuda");
    assertThat(found.get(0).verdict(true)).contains("holds code for it");
    assertThat(found.get(1).verdict(true)).contains("neither Hopper", "the CPU will be used");
  }

  @Test
  void findsNoneWhereTheToolFails() throws IOException {
    assertThat(Gpu.find(folder.resolve("missing"))).isEmpty();
    assertThat(Gpu.find(tool("echo 'NVIDIA-SMI has failed'; exit 9"))).isEmpty();
    assertThat(Gpu.find(tool("echo 'No devices were found'"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3.5,false",
    "3.7,true",
    "6.1,true",
    "7.0,true",
    "7.5,true",
    "8.0,true",
    "8.6,true",
    "8.9,true",
    "9.0,false",
    "10.0,false",
    "12.0,false"
  })
  void knowsWhichDevicesTheLibraryHoldsCodeFor(double capability, boolean supported) {
    assertThat(new Gpu("x", capability, "", "").supported()).isEqualTo(supported);
  }
}
