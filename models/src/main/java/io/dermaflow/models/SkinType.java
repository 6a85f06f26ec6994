package io.dermaflow.models;

/** Skin types in the order of the model's output. */
public enum SkinType {
  OILY,
  DRY,
  NORMAL,
  COMBINATION,
  WRINKLY,
  SENSITIVE
}
