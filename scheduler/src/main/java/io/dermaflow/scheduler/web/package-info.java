/** The API and the pages. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.web;
