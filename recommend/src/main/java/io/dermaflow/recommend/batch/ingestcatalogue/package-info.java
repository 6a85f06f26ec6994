/** The job that makes a catalogue version of a file. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.batch.ingestcatalogue;
