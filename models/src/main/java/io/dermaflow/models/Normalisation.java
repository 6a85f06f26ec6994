package io.dermaflow.models;

/** What becomes of BatchNorm in a network. */
public enum Normalisation {
  /** Statistics and scales are learnt: for training from random weights. */
  TRAINED,
  /** Folded into the convolutions, which have a bias instead: for fine-tuning. */
  FOLDED
}
