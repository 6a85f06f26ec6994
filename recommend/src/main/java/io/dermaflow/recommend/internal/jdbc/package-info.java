/** The catalogue in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.internal.jdbc;
