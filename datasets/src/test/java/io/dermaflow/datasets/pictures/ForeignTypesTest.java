package io.dermaflow.datasets.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignTypesTest {

  private final PictureInspector inspector = new PictureInspector(PictureLimits.DEFAULT);

  static Arguments[] types() {
    return new Arguments[] {
      Arguments.of("GIF89a\1\0\1\0", "GIF"),
      Arguments.of("II*\0\10\0\0\0", "TIFF"),
      Arguments.of("MM\0*\0\0\0\10", "TIFF"),
      Arguments.of("\0\0\0\30ftypheic\0\0\0\0mif1heic", "HEIC/HEIF"),
      Arguments.of("\0\0\0\30ftypmif1\0\0\0\0mif1heic", "HEIC/HEIF"),
      Arguments.of("\0\0\0\34ftypavif\0\0\0\0avifmif1", "AVIF"),
      Arguments.of("\0\0\0\30ftypisom\0\0\2\0isommp41", "MP4 video"),
      Arguments.of("\0\0\0\24ftypqt  \0\0\2\0qt  ", "QuickTime video"),
      Arguments.of("\32E\337\243\1\0\0\0", "Matroska or WebM video"),
      Arguments.of("RIFF\20\0\0\0AVI LIST", "AVI video"),
      Arguments.of("RIFF\20\0\0\0WAVEfmt ", "WAV sound"),
      Arguments.of("RIFF\20\0\0\0ACON", "RIFF"),
      Arguments.of("\377\n\1\2", "JPEG XL"),
      Arguments.of("8BPS\0\1", "Photoshop"),
      Arguments.of("%PDF-1.7\n%\342\343\317\323", "PDF"),
      Arguments.of("PK\3\4\24\0", "ZIP"),
      Arguments.of("\37\213\10\0", "gzip"),
      Arguments.of("\177ELF\2\1\1\0", "ELF program"),
      Arguments.of("MZ\220\0\3\0", "Windows program"),
      Arguments.of("<!DOCTYPE html><html></html>", "HTML"),
      Arguments.of("\n <html lang=\"en\">", "HTML"),
      Arguments.of("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "SVG"),
      Arguments.of("<?xml version=\"1.0\"?>\n<svg/>", "SVG"),
      Arguments.of("\357\273\277<?xml version=\"1.0\"?><a/>", "XML"),
      Arguments.of("{\"error\": \"not found\"}", "JSON"),
      Arguments.of("[1, 2]", "JSON"),
      Arguments.of("BM is not a bitmap here", "plain text"),
      Arguments.of("caf\303\251\r\n", "plain text"),
      Arguments.of("caf\351", "starts with 63 61 66 E9"),
      Arguments.of("\0\1\2\3\4\5\6\7\10\11", "starts with 00 01 02 03 04 05 06 07"),
      Arguments.of("", "nothing (0 bytes)"),
    };
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("types")
  void namesWhatCameInstead(String bytes, String name) {
    assertThat(inspector.inspect(bytes.getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(
            new Inspection.Refused(
                PictureFault.NOT_A_PICTURE, name + ", expected JPEG, PNG or WebP"));
  }

  @Test
  void namesABitmapWhereNoneWasAskedFor() {
    assertThat(inspector.inspect(Samples.bmp(80, 80)))
        .isEqualTo(
            new Inspection.Refused(PictureFault.NOT_A_PICTURE, "BMP, expected JPEG, PNG or WebP"));
    assertThat(PictureInspector.withBitmaps(PictureLimits.DEFAULT).inspect(Samples.text("GIF8")))
        .isEqualTo(
            new Inspection.Refused(
                PictureFault.NOT_A_PICTURE, "GIF, expected JPEG, PNG, WebP or BMP"));
  }

  @Test
  void takesTextWhoseFirstBytesEndInsideACharacter() {
    String text = "x" + "\u00e9".repeat(400);
    assertThat(ForeignTypes.describe(text.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("plain text");
  }
}
