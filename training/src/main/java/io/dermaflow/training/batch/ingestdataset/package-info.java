/** The job that makes a dataset version of a source. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.training.batch.ingestdataset;
