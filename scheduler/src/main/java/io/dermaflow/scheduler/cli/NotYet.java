package io.dermaflow.scheduler.cli;

import io.dermaflow.errors.DermaflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** Commands whose work comes with a later version; the README lists them. */
final class NotYet {

  private NotYet() {}

  private abstract static class Later implements Callable<Integer> {
    @Mixin CommonOptions options = new CommonOptions();

    @Unmatched List<String> rest = new ArrayList<>();

    private final String what;

    Later(String what) {
      this.what = what;
    }

    @Override
    public Integer call() {
      throw DermaflowException.usage(
          what + " is not there yet",
          "a command of this version",
          "a later version has it; the README says which commands wait");
    }
  }

  @Command(
      name = "approve",
      description = "Approve a version that waits (not yet: no gate asks for it).")
  static final class Approve extends Later {
    Approve() {
      super("'models approve'");
    }
  }
}
