package io.dermaflow.lease;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A process that can hold leases.
 *
 * @param host name of its machine
 * @param pid process id there
 * @param startedAtMillis start of the process, so that a reused pid is not taken for it
 */
public record LeaseOwner(String host, long pid, long startedAtMillis) {

  /** This process. */
  public static LeaseOwner thisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return new LeaseOwner(hostName(), self.pid(), ProcessLife.startMillis(self));
  }

  /** Parses what {@link #toString()} wrote. */
  public static LeaseOwner parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("lease owner '" + text + "', expected host/pid/start");
    }
    return new LeaseOwner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }

  /** True when this owner lived on this very machine and its process is gone. */
  public boolean isDeadHere() {
    if (!host.equals(hostName())) {
      return false;
    }
    return !ProcessLife.isRunning(pid, startedAtMillis);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public String toString() {
    return host + "/" + pid + "/" + startedAtMillis;
  }
}
