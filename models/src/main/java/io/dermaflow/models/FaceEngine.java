package io.dermaflow.models;

import java.util.Optional;

/** Runs face detectors that others trained. */
public interface FaceEngine {

  /**
   * Opens a detector; several may be open.
   *
   * @param model a whole file
   * @throws IllegalArgumentException when it is no such detector, saying what was found
   */
  Opened open(byte[] model);

  /**
   * Opens the detector of exactly this {@link FaceDetector#name}, which may look at pictures in a
   * way that is no longer the best; nothing where the file is of another.
   *
   * @param model a whole file
   */
  Optional<Opened> open(byte[] model, String name);

  /** A detector with a session of its own. */
  interface Opened extends FaceDetector, AutoCloseable {

    /** How many numbers it was trained to. */
    long parameters();

    @Override
    void close();
  }
}
