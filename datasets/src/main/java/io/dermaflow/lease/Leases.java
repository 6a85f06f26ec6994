package io.dermaflow.lease;

import java.time.Duration;
import java.util.Optional;

/**
 * Hands out leases. All methods are safe for concurrent use from any number of processes that share
 * the store.
 */
public interface Leases {

  /**
   * Takes the lease when nobody holds it, when its time is over, or when its holder was a process
   * of this machine that has died.
   *
   * @return the lease with a token greater than any earlier one of that name; empty when somebody
   *     else holds it
   */
  Optional<Lease> tryAcquire(String name, LeaseOwner owner, Duration time);

  /**
   * Extends a lease that is still the newest of its name.
   *
   * @return the extended lease, or empty when it has been taken over: the holder must stop
   */
  Optional<Lease> renew(Lease lease, Duration time);

  /** Gives a lease back; does nothing when it has been taken over meanwhile. */
  void release(Lease lease);

  /** Who holds the name right now. */
  Optional<Lease> find(String name);
}
