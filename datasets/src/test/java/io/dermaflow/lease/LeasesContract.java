package io.dermaflow.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Leases} must do. */
public abstract class LeasesContract {

  private final SettableClock clock = new SettableClock();
  private final Leases leases = leases(clock);

  /** Leases of an empty store. */
  protected abstract Leases leases(Clock clock);

  private static final Duration TIME = Duration.ofSeconds(30);
  private static final LeaseOwner FAR = new LeaseOwner("another-machine", 1, 2);

  @Test
  void givesALeaseToOneOfManyAtOnce() {
    long winners =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> leases.tryAcquire("job", new LeaseOwner("m" + i, i, i), TIME))
            .filter(Optional::isPresent)
            .count();
    assertThat(winners).isEqualTo(1);
  }

  @Test
  void handsOutAGreaterTokenAfterTheTimeIsOver() {
    Lease first = leases.tryAcquire("job", FAR, TIME).orElseThrow();
    assertThat(leases.tryAcquire("job", LeaseOwner.thisProcess(), TIME)).isEmpty();
    clock.advance(TIME);
    Lease second = leases.tryAcquire("job", LeaseOwner.thisProcess(), TIME).orElseThrow();
    assertThat(second.token()).isGreaterThan(first.token());
    assertThat(leases.renew(first, TIME)).isEmpty();
  }

  @Test
  void keepsTokensGrowingOverARelease() {
    Lease first = leases.tryAcquire("job", FAR, TIME).orElseThrow();
    leases.release(first);
    assertThat(leases.find("job")).isEmpty();
    assertThat(leases.tryAcquire("job", FAR, TIME).orElseThrow().token())
        .isEqualTo(first.token() + 1);
  }

  @Test
  void takesOverAtOnceFromADeadProcessOfThisMachine() {
    LeaseOwner self = LeaseOwner.thisProcess();
    LeaseOwner dead = new LeaseOwner(self.host(), self.pid(), self.startedAtMillis() - 60_000);
    assertThat(leases.tryAcquire("job", dead, TIME)).isPresent();
    assertThat(leases.tryAcquire("job", self, TIME)).isPresent();
  }

  @Test
  void doesNotReleaseWhatAnotherHoldsByNow() {
    Lease first = leases.tryAcquire("job", FAR, TIME).orElseThrow();
    clock.advance(TIME);
    assertThat(leases.tryAcquire("job", LeaseOwner.thisProcess(), TIME)).isPresent();
    leases.release(first);
    assertThat(leases.find("job")).isPresent();
  }
}
