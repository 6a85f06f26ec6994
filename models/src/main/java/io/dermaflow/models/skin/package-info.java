/**
 * What can be read off a face without a network: which pixels are skin, its tone, the shape of the
 * face, eyes and lips, and measurements of the skin. Derived values only: no outline, landmark or
 * pixel leaves an analysis.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.models.skin;
