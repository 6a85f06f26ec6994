/** The job that trains, judges and registers a model. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.training.batch.trainmodel;
