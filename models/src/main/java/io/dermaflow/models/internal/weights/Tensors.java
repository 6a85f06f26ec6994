package io.dermaflow.models.internal.weights;

import java.util.Set;

/** The named arrays of a file, read one by one. */
interface Tensors {

  Set<String> names();

  /**
   * @throws Unfit when there is none of that name
   */
  Tensor read(String name);
}
