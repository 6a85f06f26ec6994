/** The job that scores uploads in bulk. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scoring.batch.scoreuploads;
