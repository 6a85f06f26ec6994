package io.dermaflow.datasets.formats;

import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rows of a text that is held as a whole: each can be read again from where it starts. */
interface Rows {

  /**
   * @param line number of the line on which it starts, from 1
   * @param at characters of the text before it
   * @param values by column, without blank ones
   */
  record Row(int line, int at, Map<String, String> values) {}

  /**
   * All rows in order, each read when it is asked for.
   *
   * @throws io.dermaflow.errors.DermaflowException from the iterator, naming the line, when a row
   *     cannot be understood
   */
  Iterator<Row> all();

  /** The values of the row that starts here. */
  Map<String, String> again(int at);

  /** The same as {@link #all}. */
  default Stream<Row> stream() {
    int order = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(all(), order), false);
  }
}
