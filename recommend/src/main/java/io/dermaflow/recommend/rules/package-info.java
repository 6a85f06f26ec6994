/** The rules as data: what must not be recommended, what comes first, what is advised. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.rules;
