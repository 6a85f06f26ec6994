package io.dermaflow.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers by path with their etags, the least recently used forgotten first. */
final class EtagCache {

  private final Map<String, Entry> entries;

  /** An answer that may still be right. */
  record Entry(String etag, Object value) {}

  EtagCache(int most) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > most;
          }
        };
  }

  synchronized Optional<Entry> find(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  synchronized void put(String path, String etag, Object value) {
    entries.put(path, new Entry(etag, value));
  }

  synchronized void forget(String path) {
    entries.remove(path);
  }
}
