/** Datasets in, model versions out: the jobs that ingest labelled pictures and train. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.training;
