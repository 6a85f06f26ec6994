package io.dermaflow.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An NVIDIA device of this machine.
 *
 * @param name what the driver calls it
 * @param capability compute capability, e.g. 8.6
 * @param memory with its unit
 * @param driver version
 */
public record Gpu(String name, double capability, String memory, String driver) {

  /** First compute capability that nd4j-cuda-11.6 holds code for. */
  private static final double FIRST = 3.7;

  /**
   * First one that it holds none for: code for 8.6 runs on all of 8.x, and there is no PTX that a
   * newer driver could translate.
   */
  private static final double BEYOND = 9.0;

  private static final long PATIENCE_SECONDS = 10;

  /** Whether the CUDA library holds code for the device. */
  public boolean supported() {
    return capability >= FIRST && capability < BEYOND;
  }

  /** Whether this build carries the CUDA library (profile {@code cuda}). */
  public static boolean inBuild() {
    return Gpu.class.getClassLoader().getResource("org/nd4j/linalg/jcublas/JCublasBackend.class")
        != null;
  }

  /** What was found and what will be used, for a person. */
  public String verdict(boolean inBuild) {
    String found =
        "%s, compute capability %s, %s, driver %s".formatted(name, capability, memory, driver);
    if (!supported()) {
      return found
          + ": nd4j-cuda-11.6 holds code for 3.7 to 8.6 only (neither Hopper nor Blackwell), the CPU"
          + " will be used";
    }
    return inBuild
        ? found + ": the library holds code for it, training uses it"
        : found + ": supported, but this build is for the CPU; build with -Pcuda";
  }

  /**
   * The devices that {@code nvidia-smi} names; none where it is missing, fails or hangs.
   *
   * @param command the tool, usually {@code nvidia-smi}
   */
  public static List<Gpu> find(Path command) {
    ProcessBuilder builder =
        new ProcessBuilder(
            command.toString(),
            "--query-gpu=name,compute_cap,memory.total,driver_version",
            "--format=csv,noheader");
    builder.redirectErrorStream(true);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return List.of();
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? parse(text) : List.of();
    } catch (IOException e) {
      return List.of(); // no such tool, so no driver
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  static List<Gpu> parse(String lines) {
    List<Gpu> found = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      String[] cells = line.split(",");
      if (cells.length == 4 && cells[1].strip().matches("[0-9]{1,2}[.][0-9]")) {
        found.add(
            new Gpu(
                cells[0].strip(),
                Double.parseDouble(cells[1].strip()),
                cells[2].strip(),
                cells[3].strip()));
      }
    }
    return found;
  }
}
