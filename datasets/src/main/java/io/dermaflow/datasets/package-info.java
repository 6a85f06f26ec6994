/**
 * Where bytes come from: object storage, pictures, manifests and dataset versions with their
 * ledger.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.datasets;
