package io.dermaflow.datasets.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small pictures, whole ones and the parts to make broken ones of. */
final class Samples {

  private Samples() {}

  /** One of each kind that is read, by name. */
  static Map<String, byte[]> all() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("baseline JPEG", jpeg(24, 16, false));
    all.put("progressive JPEG", jpeg(24, 16, true));
    all.put("PNG", png(12, 9));
    all.put("lossy WebP", lossyWebp());
    all.put("lossless WebP", losslessWebp());
    all.put("extended WebP", extendedWebp());
    all.put("BMP", bmp(6, 5));
    return all;
  }

  /** Noise, so that everything that can be in entropy-coded data is. */
  private static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(7);
    for (int pixel = 0; pixel < width * height; pixel++) {
      image.setRGB(pixel % width, pixel / width, random.nextInt(1 << 24));
    }
    return image;
  }

  static byte[] jpeg(int width, int height, boolean progressive) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (progressive) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(noise(width, height), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  static byte[] png(int width, int height) {
    return written(width, height, "png");
  }

  static byte[] bmp(int width, int height) {
    return written(width, height, "bmp");
  }

  private static byte[] written(int width, int height, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(noise(width, height), format, out)) {
        throw new IllegalStateException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** 1 x 1 pixel. */
  static byte[] lossyWebp() {
    return base64("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
  }

  /** 1 x 1 pixel. */
  static byte[] losslessWebp() {
    return base64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
  }

  /** 1 x 1 pixel: VP8X, ALPH, VP8. */
  static byte[] extendedWebp() {
    return base64(
        "UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEA"
            + "AQAAAP4AAA3AAP7mtQAAAA==");
  }

  /** 1 x 1 pixel: VP8X, ANIM, ANMF. */
  static byte[] animatedWebp() {
    return base64(
        "UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAAAAAAAGQA"
            + "AABWUDhMDQAAAC8AAAAQBxAREYiI/gcA");
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** One byte a character. */
  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** With {@code more} put in at {@code at}. */
  static byte[] inserted(byte[] bytes, int at, byte[]... more) {
    return concat(
        Arrays.copyOf(bytes, at), concat(more), Arrays.copyOfRange(bytes, at, bytes.length));
  }

  /** A JPEG segment. */
  static byte[] segment(int code, byte[]... body) {
    byte[] all = concat(body);
    int length = 2 + all.length;
    return concat(bytes(0xFF, code, length >> 8, length), all);
  }

  /** A PNG chunk with its checksum. */
  static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    chunk.putInt(data.length).put(text(type)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  /** A RIFF chunk with its padding. */
  static byte[] riffChunk(String name, byte[] data) {
    return ByteBuffer.allocate(8 + data.length + data.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(text(name))
        .putInt(data.length)
        .put(data)
        .array();
  }

  /** A WebP of chunks. */
  static byte[] webp(byte[]... chunks) {
    byte[] all = concat(chunks);
    return ByteBuffer.allocate(12 + all.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(text("RIFF"))
        .putInt(4 + all.length)
        .put(text("WEBP"))
        .put(all)
        .array();
  }

  /** A TIFF block whose directory has an entry for each tag, type, value; values are shorts. */
  static byte[] tiff(ByteOrder order, int[]... entries) {
    ByteBuffer block = ByteBuffer.allocate(8 + 2 + 12 * entries.length + 4).order(order);
    block.put(text(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"));
    block.putShort((short) 42).putInt(8).putShort((short) entries.length);
    for (int[] entry : entries) {
      block.putShort((short) entry[0]).putShort((short) entry[1]).putInt(1);
      block.putShort((short) entry[2]).putShort((short) 0);
    }
    return block.putInt(0).array();
  }

  /** The directory entry of an orientation. */
  static int[] orientation(int value) {
    return new int[] {0x0112, 3, value};
  }
}
