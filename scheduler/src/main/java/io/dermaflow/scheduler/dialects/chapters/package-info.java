/** Skin Chapters: a picture gives conditions, a score and a chapter. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.dialects.chapters;
