/**
 * Uploads in, features out: every upload gets a score, an honest abstention, or a place in
 * quarantine.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scoring;
