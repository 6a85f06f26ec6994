/** The job that recommends and ends in the publication switch. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.batch.recommend;
