/**
 * What serving apps read: the features of a subject with their history, and publications of
 * recommendations.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.features;
