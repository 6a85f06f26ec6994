/** How good rankings are, measured on interactions that were held back. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.evaluation;
