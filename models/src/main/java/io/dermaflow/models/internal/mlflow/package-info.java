/** The MLflow server as the outbox's far end. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.models.internal.mlflow;
