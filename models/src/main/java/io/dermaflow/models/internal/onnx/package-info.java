/** Export to ONNX, prediction and face detection by ONNX Runtime. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.models.internal.onnx;
