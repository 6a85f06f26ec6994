package io.dermaflow.recommend.rules;

import io.dermaflow.recommend.data.DataFile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A version of the rules.
 *
 * @param version as the file names it
 * @param digest SHA-256 of the file
 * @param text the file
 * @param rules by kind, then in the order of the file
 */
public record RuleBook(String version, String digest, String text, List<Rule> rules) {

  private static final int SHOWN = 12;

  public RuleBook {
    rules = rules.stream().sorted(Comparator.comparing(Rule::kind)).toList();
  }

  /** The rules that come with this version. */
  public static RuleBook bundled() {
    return of(DataFile.resource(RuleBook.class, "rules-v2.yaml"));
  }

  /**
   * The rules of a file.
   *
   * @throws io.dermaflow.errors.DermaflowException (usage) with line and reason of every mistake;
   *     leaving out allergies, pregnancy, children, budget, bad reactions or withdrawn products is
   *     one
   */
  public static RuleBook of(DataFile file) {
    return RuleReader.read(file);
  }

  /** Version and the beginning of the digest: names the rules in a recommendation. */
  public String name() {
    return version + "/" + digest.substring(0, SHOWN);
  }

  public Optional<Rule> find(String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
