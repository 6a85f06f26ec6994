/** The ledger and the dataset versions in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.datasets.internal.jdbc;
