/** The visitors' pages: survey and picture, the result, what is held and deleting it. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.pages;
