/** Three products, a chapter and a look for a person, safe first, each with its reasons. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend;
