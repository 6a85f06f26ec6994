package io.dermaflow.models;

/** Runs face detectors that others trained. */
public interface FaceEngine {

  /**
   * Opens a detector; several may be open.
   *
   * @param model a whole file
   * @throws IllegalArgumentException when it is no such detector, saying what was found
   */
  Opened open(byte[] model);

  /** A detector with a session of its own. */
  interface Opened extends FaceDetector, AutoCloseable {

    /** How many numbers it was trained to. */
    long parameters();

    @Override
    void close();
  }
}
