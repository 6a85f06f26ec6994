package io.dermaflow.models;

/** What weights are for; persisted in JSON, never to be renamed. */
public enum WeightsPurpose {
  /** A MobileNetV2 that trainings start from. */
  TRUNK,
  /** Finds the faces that are cut out of pictures. */
  FACE_DETECTOR
}
