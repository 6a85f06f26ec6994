package io.dermaflow.scheduler.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dermaflow.json.Json;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BodyFilterTest {

  private final AtomicLong nanos = new AtomicLong();
  private final BodyFilter filter = new BodyFilter(nanos::get);

  /** A byte a second, for ever. */
  private final class Drip extends ServletInputStream {
    @Override
    public int read() {
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      return 'x';
    }

    @Override
    public int read(byte[] into, int at, int length) {
      into[at] = (byte) read();
      return 1;
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  private static MockHttpServletRequest post(String path, String type) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
    request.setServletPath(path);
    request.setContentType(type);
    return request;
  }

  @Test
  void endsABodyThatComesTooSlowly() throws Exception {
    Drip drip = new Drip();
    MockHttpServletRequest request =
        new MockHttpServletRequest("POST", "/v1/analyze") {
          @Override
          public ServletInputStream getInputStream() {
            return drip;
          }
        };
    request.setServletPath("/v1/analyze");
    request.setContentType("application/json");
    request.addHeader("Transfer-Encoding", "chunked");
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter.doFilter(
        request,
        response,
        (r, s) -> {
          throw new AssertionError("passed on");
        });
    assertThat(response.getStatus()).isEqualTo(408);
    assertThat(response.getHeader("Connection")).isEqualTo("close");
    assertThat(Duration.ofNanos(nanos.get())).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void takesSixteenFormsAtOnce() throws Exception {
    AtomicInteger depth = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    FilterChain[] again = new FilterChain[1];
    again[0] =
        (r, s) -> {
          depth.incrementAndGet();
          MockHttpServletResponse inner = new MockHttpServletResponse();
          filter.doFilter(form(), inner, again[0]);
          if (inner.getStatus() == 503) {
            refused.incrementAndGet();
            assertThat(Json.tree(inner.getContentAsString()).propertyNames())
                .containsExactly("detail");
            assertThat(inner.getHeader("Retry-After")).isEqualTo("5");
          }
        };
    filter.doFilter(form(), new MockHttpServletResponse(), again[0]);
    assertThat(depth).hasValue(BodyFilter.MOST_FORMS);
    assertThat(refused).hasValue(1);
    AtomicInteger after = new AtomicInteger();
    filter.doFilter(form(), new MockHttpServletResponse(), (r, s) -> after.incrementAndGet());
    assertThat(after).hasValue(1);
  }

  private static MockHttpServletRequest form() {
    MockHttpServletRequest request = post("/v1/analyze/skin", "multipart/form-data; boundary=b");
    request.setContent(new byte[100]);
    return request;
  }

  @Test
  void wantsTheLengthOfAFormThatTakesNoPicture() throws Exception {
    MockHttpServletRequest request = post("/v1/feedback", "multipart/form-data; boundary=b");
    request.addHeader("Transfer-Encoding", "chunked");
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter.doFilter(
        request,
        response,
        (r, s) -> {
          throw new AssertionError("passed on");
        });
    assertThat(response.getStatus()).isEqualTo(411);
  }
}
