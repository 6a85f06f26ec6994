package io.dermaflow.recommend.collaborative;

import io.dermaflow.recommend.interactions.InteractionLog;
import java.util.Random;

/**
 * A factor model: items as vectors of the leading right singular subspace of the normalised matrix
 * of interactions {@code x = weight / √(length of the history · count of the item)}, found by
 * subspace iteration (Halko, Martinsson and Tropp, SIAM Review 2011). Only the subspace matters, so
 * no singular values are computed.
 */
final class Factors {

  static final int RANK = 32;
  private static final int ITERATIONS = 4;

  private final float[] basis;

  private Factors(float[] basis) {
    this.basis = basis;
  }

  /** Adds an item's vector times a factor. */
  void addTo(float[] sum, int item, float factor) {
    int base = item * RANK;
    for (int k = 0; k < RANK; k++) {
      sum[k] += factor * basis[base + k];
    }
  }

  /** Dot product with an item's vector, in four sums that the processor adds up side by side. */
  float dot(int item, float[] vector) {
    int base = item * RANK;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int k = 0; k < RANK; k += 4) {
      a += basis[base + k] * vector[k];
      b += basis[base + k + 1] * vector[k + 1];
      c += basis[base + k + 2] * vector[k + 2];
      d += basis[base + k + 3] * vector[k + 3];
    }
    return a + b + c + d;
  }

  static Factors of(LogStatistics statistics) {
    InteractionLog log = statistics.log();
    float[] x = normalised(statistics);
    int items = log.items();
    float[] basis = new float[items * RANK];
    for (int item = 0; item < items; item++) {
      Random random = new Random(statistics.popularity().lot(item));
      for (int k = 0; k < RANK; k++) {
        basis[item * RANK + k] = (float) random.nextGaussian();
      }
    }
    for (int i = 0; i < ITERATIONS; i++) {
      basis = gram(log, x, basis);
      orthonormalise(basis, items);
    }
    return new Factors(basis);
  }

  private static float[] normalised(LogStatistics statistics) {
    InteractionLog log = statistics.log();
    float[] x = new float[log.capacity()];
    for (int subject = 0; subject < log.subjects(); subject++) {
      double length = 0;
      for (int p = log.start(subject); p < log.end(subject); p++) {
        length += log.weight(p);
      }
      for (int p = log.start(subject); p < log.end(subject); p++) {
        double norm = Math.max(length, 1) * statistics.count(log.item(p));
        x[p] = (float) (log.weight(p) / Math.sqrt(norm));
      }
    }
    return x;
  }

  /** {@code XᵀX} times the basis, one history after the other. */
  private static float[] gram(InteractionLog log, float[] x, float[] basis) {
    float[] product = new float[basis.length];
    float[] row = new float[RANK];
    for (int subject = 0; subject < log.subjects(); subject++) {
      java.util.Arrays.fill(row, 0);
      for (int p = log.start(subject); p < log.end(subject); p++) {
        int base = log.item(p) * RANK;
        for (int k = 0; k < RANK; k++) {
          row[k] += x[p] * basis[base + k];
        }
      }
      for (int p = log.start(subject); p < log.end(subject); p++) {
        int base = log.item(p) * RANK;
        for (int k = 0; k < RANK; k++) {
          product[base + k] += x[p] * row[k];
        }
      }
    }
    return product;
  }

  /** Modified Gram-Schmidt; columns that vanish, because there are fewer items, become zero. */
  private static void orthonormalise(float[] basis, int items) {
    double[] dots = new double[RANK];
    for (int k = 0; k < RANK; k++) {
      double length = 0;
      for (int item = 0; item < items; item++) {
        length += (double) basis[item * RANK + k] * basis[item * RANK + k];
      }
      float scale = length > 1e-12 ? (float) (1 / Math.sqrt(length)) : 0;
      java.util.Arrays.fill(dots, 0);
      for (int item = 0; item < items; item++) {
        int base = item * RANK;
        float own = basis[base + k] *= scale;
        for (int other = k + 1; other < RANK; other++) {
          dots[other] += own * basis[base + other];
        }
      }
      for (int item = 0; item < items; item++) {
        int base = item * RANK;
        float own = basis[base + k];
        for (int other = k + 1; other < RANK; other++) {
          basis[base + other] -= (float) (dots[other] * own);
        }
      }
    }
  }
}
