/** Leases with fencing tokens: at most one holder of a name, also across processes and machines. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.lease;
