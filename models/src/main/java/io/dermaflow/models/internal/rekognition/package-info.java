/** Amazon Rekognition: face shape, eyes and lips by DetectFaces; off by default. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.models.internal.rekognition;
