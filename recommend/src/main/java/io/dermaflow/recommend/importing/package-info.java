/** Reads catalogues of several formats into products; bad rows are set aside with a reason. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.importing;
