package io.dermaflow.scheduler.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/** A request whose body has been read already. */
final class ReadRequest extends HttpServletRequestWrapper {

  private final byte[] body;
  private final ServletInputStream stream;

  ReadRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
    this.stream = new ReadBody(new ByteArrayInputStream(body));
  }

  @Override
  public ServletInputStream getInputStream() {
    return stream;
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(stream, charset()));
  }

  private Charset charset() {
    String named = getCharacterEncoding();
    try {
      return named == null ? StandardCharsets.UTF_8 : Charset.forName(named);
    } catch (UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  @Override
  public int getContentLength() {
    return body.length;
  }

  @Override
  public long getContentLengthLong() {
    return body.length;
  }

  private static final class ReadBody extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    ReadBody(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int at, int length) {
      return bytes.read(into, at, length);
    }

    @Override
    public int available() {
      return bytes.available();
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body has been read already");
    }
  }
}
