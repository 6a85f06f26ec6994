/** Export to ONNX and prediction by ONNX Runtime. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.models.internal.onnx;
