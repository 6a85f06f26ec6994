package io.dermaflow.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class RateLimitsTest {

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L); // as nanoTime may be
  private final RateLimits limits = new RateLimits("requests", 60, nanos::get);

  @Test
  void givesAMinutesWorthAtOnceAndThenOneASecond() {
    for (int i = 59; i >= 0; i--) {
      assertThat(limits.take("a").remaining()).isEqualTo(i);
    }
    RateLimits.Taken refused = limits.take("a");
    assertThat(refused.isAllowed()).isFalse();
    assertThat(refused.seconds()).isEqualTo(1);
    assertThat(limits.hasSome("a")).isFalse();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(limits.hasSome("a")).isTrue();
    assertThat(limits.take("a").remaining()).isZero();
    assertThat(limits.take("a").isAllowed()).isFalse();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(limits.take("a").remaining()).isEqualTo(59);
  }

  @Test
  void countsCallersApart() {
    for (int i = 0; i < 60; i++) {
      limits.take("a");
    }
    assertThat(limits.take("a").isAllowed()).isFalse();
    assertThat(limits.take("b").isAllowed()).isTrue();
    assertThat(limits.policy()).isEqualTo("\"requests\";q=60;w=60");
  }

  @Test
  void givesNoMoreToManyThreads() throws Exception {
    AtomicInteger given = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 100; i++) {
                  if (limits.take("a").isAllowed()) {
                    given.incrementAndGet();
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(given).hasValue(60);
  }

  @Test
  void countsAnIpv6NetworkAsOneAddress() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr("2001:db8:1:2:3:4:5:6");
    assertThat(Admission.address(request)).isEqualTo("2001:db8:1:2");
    request.setRemoteAddr("2001:db8:1:2:ffff:4:5:6");
    assertThat(Admission.address(request)).isEqualTo("2001:db8:1:2");
    request.setRemoteAddr("192.0.2.7");
    assertThat(Admission.address(request)).isEqualTo("192.0.2.7");
  }
}
