/** Leases in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.lease.internal.jdbc;
