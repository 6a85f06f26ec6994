/** Pictures decoded and encoded by OpenCV. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.datasets.internal.opencv;
