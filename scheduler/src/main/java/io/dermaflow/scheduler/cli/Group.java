package io.dermaflow.scheduler.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that only has others below it. */
@Command
abstract class Group implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Override
  public Integer call() {
    CommandSpec own = spec;
    if (own != null) {
      throw new CommandLine.ParameterException(
          own.commandLine(), "Which one of " + own.subcommands().keySet() + "?");
    }
    return 2;
  }
}
