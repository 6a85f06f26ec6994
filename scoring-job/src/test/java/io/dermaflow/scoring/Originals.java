package io.dermaflow.scoring;

import io.dermaflow.datasets.internal.opencv.OpenCvAutoConfiguration;
import io.dermaflow.datasets.pictures.Picture;
import io.dermaflow.datasets.pictures.PictureCodec;
import io.dermaflow.datasets.rendered.SelfiePlanner;
import io.dermaflow.datasets.rendered.SelfieRenderer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Selfies as phones make them: with a place, a maker and remarks in them. */
final class Originals {

  static final PictureCodec CODEC = new OpenCvAutoConfiguration().pictureCodec();

  /** What must be in no copy. */
  static final String SECRET = "Jalan Rahsia 7";

  private static final SelfiePlanner PLANNER = new SelfiePlanner(13);

  private Originals() {}

  private static Picture face(int index) {
    return new SelfieRenderer(96, CODEC).render(PLANNER.plan(index));
  }

  /** A JPEG without metadata. */
  static byte[] plainJpeg(int index) {
    return CODEC.encodeJpeg(face(index), 88);
  }

  /** A JPEG that is 96 x 64 and says that it is to be turned by 90°, with a place on the map. */
  static byte[] jpeg(int index) {
    Picture face = face(index);
    byte[] wide = Arrays.copyOf(face.rgb(), 96 * 64 * 3);
    byte[] jpeg = CODEC.encodeJpeg(new Picture(96, 64, wide), 88);
    byte[] exif = concat(text("Exif\0\0"), tiff());
    byte[] remark = text(SECRET);
    return concat(
        Arrays.copyOf(jpeg, 2),
        segment(0xE1, exif),
        segment(0xE1, text("http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + "</x>")),
        segment(0xFE, remark),
        Arrays.copyOfRange(jpeg, 2, jpeg.length),
        text("a motion photo of " + SECRET));
  }

  /** TIFF: maker, orientation 6, and a directory with latitude and longitude. */
  private static byte[] tiff() {
    int gps = 8 + 2 + 3 * 12 + 4;
    int values = gps + 2 + 4 * 12 + 4;
    ByteBuffer tiff = ByteBuffer.allocate(values + 2 * 24 + SECRET.length() + 1);
    tiff.order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(text("II")).putShort((short) 42).putInt(8);
    tiff.putShort((short) 3);
    entry(tiff, 0x010F, 2, SECRET.length() + 1, values + 48);
    entry(tiff, 0x0112, 3, 1, 6);
    entry(tiff, 0x8825, 4, 1, gps);
    tiff.putInt(0);
    tiff.putShort((short) 4);
    entry(tiff, 1, 2, 2, 'N');
    entry(tiff, 2, 5, 3, values);
    entry(tiff, 3, 2, 2, 'E');
    entry(tiff, 4, 5, 3, values + 24);
    tiff.putInt(0);
    for (int part : new int[] {3, 8, 20, 101, 41, 12}) {
      tiff.putInt(part).putInt(1);
    }
    return tiff.put(text(SECRET + "\0")).array();
  }

  private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static byte[] segment(int code, byte[] body) {
    return concat(
        ByteBuffer.allocate(4)
            .put((byte) 0xFF)
            .put((byte) code)
            .putShort((short) (2 + body.length))
            .array(),
        body);
  }

  /** A PNG with text chunks, before and behind its pixels. */
  static byte[] png(int index) {
    Picture face = face(index);
    BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 96; y++) {
      for (int x = 0; x < 96; x++) {
        image.setRGB(
            x, y, face.channel(x, y, 0) << 16 | face.channel(x, y, 1) << 8 | face.channel(x, y, 2));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] png = out.toByteArray();
    int afterHeader = 8 + 25;
    return concat(
        Arrays.copyOf(png, afterHeader),
        chunk("tEXt", text("Author\0" + SECRET)),
        Arrays.copyOfRange(png, afterHeader, png.length - 12),
        chunk("iTXt", text("Comment\0\0\0\0\0" + SECRET)),
        Arrays.copyOfRange(png, png.length - 12, png.length));
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    chunk.putInt(data.length).put(text(type)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  private static byte[] plainWebp(Picture picture) {
    try (BytePointer pixels = new BytePointer(picture.rgb());
        Mat mat = new Mat(96, 96, opencv_core.CV_8UC3, pixels);
        BytePointer encoded = new BytePointer()) {
      opencv_imgcodecs.imencode(".webp", mat, encoded);
      byte[] webp = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(webp);
      return webp;
    }
  }

  /** A lossy WebP with EXIF and XMP. */
  static byte[] webp(int index) {
    byte[] plain = plainWebp(face(index));
    byte[] canvas = {0x0C, 0, 0, 0, 95, 0, 0, 95, 0, 0}; // EXIF and XMP, 96 x 96
    byte[] chunks =
        concat(
            riff("VP8X", canvas),
            Arrays.copyOfRange(plain, 12, plain.length),
            riff("EXIF", tiff()),
            riff("XMP ", text("<x>" + SECRET + "</x>")));
    return concat(riff("RIFF", concat(text("WEBP"), chunks)));
  }

  private static byte[] riff(String name, byte[] data) {
    return ByteBuffer.allocate(8 + data.length + data.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(text(name))
        .putInt(data.length)
        .put(data)
        .array();
  }

  static byte[] survey(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
