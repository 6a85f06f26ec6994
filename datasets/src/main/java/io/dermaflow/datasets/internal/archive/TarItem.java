package io.dermaflow.datasets.internal.archive;

import io.dermaflow.datasets.StoredObject;

/**
 * A file in a tar.
 *
 * @param position where its bytes lie in the tar, once that is inflated
 */
record TarItem(StoredObject object, long position) implements ArchiveItem {}
