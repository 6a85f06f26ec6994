/**
 * What serving apps ask of the platform, without HTTP: uploads, analyses, precomputed answers,
 * looks, feedback, erasure. The API under {@code /v1}, the dialects and the pages are thin over it.
 * Who may ask is decided before, see {@code io.dermaflow.scheduler.access}.
 */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.serving;
