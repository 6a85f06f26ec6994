/** Make-up looks: styles as data, shades that fit tone, undertone, face and skin. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.looks;
