package io.dermaflow.models;

/** Carries recorded runs to the tracking server, in order, each thing once. */
public interface TrackingRelay {

  /**
   * Sends what has not been sent. Safe to call at any time and from several processes: one sends,
   * the others return at once. A server that is away is no error: everything stays for later.
   */
  Report relay();

  /**
   * @param configured false when no server is configured
   * @param sent events sent by this call
   * @param waiting events that wait
   * @param problem why the rest waits, or empty
   */
  record Report(boolean configured, int sent, int waiting, String problem) {}
}
