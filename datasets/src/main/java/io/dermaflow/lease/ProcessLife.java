package io.dermaflow.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Whether a process of this machine still works. */
public final class ProcessLife {

  /**
   * Start times are counted from the start of the machine, which moves a little whenever its clock
   * is set; no process id is used again so soon.
   */
  private static final long CLOCK_MOVES_MILLIS = 5000;

  private ProcessLife() {}

  /** When a process started, milliseconds since the epoch; 0 when the system does not tell. */
  public static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /**
   * True when the process with this id is the one that started then, and is no zombie: a killed
   * process stays listed until its parent asks for it.
   */
  public static boolean isRunning(long pid, long startedAtMillis) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isPresent()
        && Math.abs(startMillis(process.get()) - startedAtMillis) <= CLOCK_MOVES_MILLIS
        && !isZombie(pid);
  }

  private static boolean isZombie(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.isReadable(stat)) {
      return false; // not Linux, or gone by now: the caller looks again
    }
    try {
      String text = Files.readString(stat);
      int at = text.lastIndexOf(')') + 2; // the name before it may hold anything
      char state = at < text.length() ? text.charAt(at) : '?';
      return state == 'Z' || state == 'X';
    } catch (IOException e) {
      return true; // it went while we looked
    }
  }
}
