/** The registry and the tracking outbox in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.models.internal.jdbc;
