package io.dermaflow.models.skin;

import static io.dermaflow.models.skin.FaceCrop.PIXELS;

/** Values of pixels, of which quantiles are taken. */
final class Sample {

  private final float[] values = new float[PIXELS];
  private int size;

  void clear() {
    size = 0;
  }

  void add(float value) {
    values[size++] = value;
  }

  int size() {
    return size;
  }

  /** The value at rank {@code (int) (share * (size - 1))}; reorders the others (Hoare, 1961). */
  float quantile(double share) {
    int rank = (int) (share * (size - 1));
    int low = 0;
    int high = size - 1;
    while (low < high) {
      float pivot = values[rank];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float swap = values[i];
          values[i++] = values[j];
          values[j--] = swap;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        break;
      }
    }
    return values[rank];
  }
}
