/**
 * Calls of AWS services that speak JSON over HTTP: two calls of a service do not need its client.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.aws;
