/** The feature store in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.features.internal.jdbc;
