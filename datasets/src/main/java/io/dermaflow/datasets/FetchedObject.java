package io.dermaflow.datasets;

/**
 * An object's bytes.
 *
 * @param bytes all of them; owned by whoever asked
 * @param etag the etag that they have
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a decoder
public record FetchedObject(byte[] bytes, String etag) {}
