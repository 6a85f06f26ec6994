package io.dermaflow.recommend.inci;

/**
 * Where a statement of a table comes from.
 *
 * @param key short name that rows give
 * @param name what it is
 * @param url where to read it
 */
public record Source(String key, String name, String url) {}
