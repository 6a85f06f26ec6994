/** The work table and the outcomes in PostgreSQL. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scoring.internal.jdbc;
