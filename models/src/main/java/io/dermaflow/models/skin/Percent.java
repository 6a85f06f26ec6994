package io.dermaflow.models.skin;

/**
 * 100 × ln of values 0..255 and of their ratios, over whole rows. Values below 4 count as 4.
 *
 * <p>ln (a / b) is 2 × artanh t with t = (a − b) / (a + b), and artanh is taken as its continued
 * fraction cut off after the sixth term: 0.01 percent off at most where a / b is within 1/8 and 8,
 * 0.0002 percent within 1/4 and 4. Redder or greener than by a factor of 8 nothing on a face is;
 * there it falls behind (16: by 0.5 percent; 64: by 13).
 */
final class Percent {

  private static final float LEAST = 4;

  /** In the middle of 4 and 255: what is compared with it is within a factor of 8. */
  private static final float MIDDLE = 32;

  private static final float MIDDLE_PERCENT = (float) (100 * Math.log(MIDDLE));

  private Percent() {}

  /** {@code 100 ln value} for the columns of the extent. */
  static void of(float[] values, float[] out, Extent extent) {
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      float value = Math.max(LEAST, values[x]);
      float t = (value - MIDDLE) / (value + MIDDLE);
      float y = t * t;
      out[x] =
          MIDDLE_PERCENT
              + 200
                  * t
                  * (1 + y * (-1.2820513f + y * (0.3958042f - y * 0.01704962f)))
                  / (1 + y * (-1.6153846f + y * (0.73426573f - y * 0.08158508f)));
    }
  }

  /** {@code 100 ln (above / below)} for the columns of the extent. */
  static void ofRatio(float[] above, float[] below, float[] out, Extent extent) {
    for (int x = extent.left(), end = extent.right(); x < end; x++) {
      float a = Math.max(LEAST, above[x]);
      float b = Math.max(LEAST, below[x]);
      float t = (a - b) / (a + b);
      float y = t * t;
      out[x] =
          200
              * t
              * (1 + y * (-1.2820513f + y * (0.3958042f - y * 0.01704962f)))
              / (1 + y * (-1.6153846f + y * (0.73426573f - y * 0.08158508f)));
    }
  }
}
