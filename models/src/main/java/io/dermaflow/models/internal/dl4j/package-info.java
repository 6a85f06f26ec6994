/**
 * MobileNetV2 in DL4J: the layers that are fast enough, the graph, and its trainer.
 *
 * <p>Not null-marked: the classes extended here come from a library that says nothing about null.
 */
package io.dermaflow.models.internal.dl4j;
