/**
 * What a model is: its network, its preprocessing, its predictions, its registry and its tracking;
 * severity, skin type, condition, skin score, tone and face.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.models;
