package io.dermaflow.recommend.interactions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The interactions that were taken in. An interaction is there once, however often it is sent.
 *
 * <p>A subject that does more within a calendar minute than a person can is a bot in that minute:
 * all of it stays for the record, and is left out of everything else that this port answers.
 */
public interface Interactions {

  /**
   * An interaction of a source.
   *
   * @param line line on which it stands, from 1
   */
  record Numbered(long line, Interaction interaction) {}

  /**
   * A row that could not be used.
   *
   * @param source what it came from
   * @param line line on which it stands, from 1
   * @param row its text, cut to {@link #LONGEST_ROW} characters
   * @param reason why
   */
  record SetAside(String source, long line, String row, String reason) {}

  /** More of a row that was set aside is not kept. */
  int LONGEST_ROW = 300;

  /**
   * What became of a batch.
   *
   * @param added interactions that are new
   * @param known interactions that were there already
   * @param bots interactions, of this batch or from before, that turned out to be a bot's
   */
  record Taken(int added, int known, int bots) {}

  /** How much there is, without bots; and what bots did. */
  record Totals(long interactions, long subjects, long products, long bots) {}

  /**
   * Takes a batch in, as a whole or not at all.
   *
   * @param source what it comes from; a row that was set aside is kept once a source and line
   * @param mostAMinute most interactions of a person within a minute
   */
  Taken add(String source, List<Numbered> batch, List<SetAside> setAside, int mostAMinute);

  /** A number that grows whenever the interactions change; 0 before the first. */
  long revision();

  Totals totals();

  /**
   * The next interactions, by subject, and each subject's by time, product and kind.
   *
   * @param after the last of the page before, empty for the first page
   * @param limit most of them
   */
  List<Interaction> page(Optional<Interaction> after, int limit);

  /** Products that subjects reacted badly to, by subject; what bots say harms is believed, too. */
  Map<String, Set<String>> badReactions();

  /**
   * Deletes everything that a subject did, as a bot too, and rows that were set aside and name the
   * subject.
   *
   * @return how many interactions and rows
   */
  long erase(String subject);

  /** Rows that were set aside, newest source first and by line; bots' with them. */
  List<SetAside> setAside(int limit);
}
