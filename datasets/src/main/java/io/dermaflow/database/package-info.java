/** Schema migrations: every room owns a PostgreSQL schema and its own Flyway history. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.database;
