/** Files that survive a power cut. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.files;
