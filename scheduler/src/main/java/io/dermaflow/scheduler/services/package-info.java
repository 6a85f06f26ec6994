/** The embedded PostgreSQL and S3 endpoint of a home, and their supervisor. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.services;
