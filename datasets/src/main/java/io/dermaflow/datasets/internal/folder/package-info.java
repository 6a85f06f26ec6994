/** Object storage in a folder. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.datasets.internal.folder;
