/** What people viewed, liked, bought and reacted badly to: intake, storage, and a compact log. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.interactions;
