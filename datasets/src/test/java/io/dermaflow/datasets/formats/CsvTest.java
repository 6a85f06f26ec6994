package io.dermaflow.datasets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dermaflow.datasets.Csv;
import io.dermaflow.errors.DermaflowException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

  private static List<Csv.Row> rows(String text) {
    List<Csv.Row> rows = new ArrayList<>();
    Csv.rows("x.csv", new StringReader(text)).forEachRemaining(rows::add);
    return rows;
  }

  private static List<String> cells(String line) {
    return rows(line).get(0).cells();
  }

  /** Gives a text, and then one character for ever. */
  private static Reader endless(String text, char then) {
    return new Reader() {
      private int given;

      @Override
      public int read(char[] buffer, int from, int length) {
        for (int i = 0; i < length; i++, given++) {
          buffer[from + i] = given < text.length() ? text.charAt(given) : then;
        }
        return length;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void saysWhereEachRecordStarts() {
    assertThat(rows("a,b\r\n1,\"x\ny\"\n\n2,z"))
        .containsExactly(
            new Csv.Row(1, 0, List.of("a", "b")),
            new Csv.Row(2, 5, List.of("1", "x\ny")),
            new Csv.Row(5, 14, List.of("2", "z")));
    assertThat(rows("a\rb\r"))
        .containsExactly(new Csv.Row(1, 0, List.of("a")), new Csv.Row(2, 2, List.of("b")));
    assertThat(rows("a,\"1\r\n2\r3\"\nb,c"))
        .containsExactly(
            new Csv.Row(1, 0, List.of("a", "1\r\n2\r3")), new Csv.Row(4, 11, List.of("b", "c")));
  }

  @Test
  void leavesOutAByteOrderMarkAndBlankLines() {
    assertThat(rows("\uFEFFa,b\n  \n1,2\n"))
        .containsExactly(
            new Csv.Row(1, 1, List.of("a", "b")), new Csv.Row(3, 8, List.of("1", "2")));
    assertThat(rows("")).isEmpty();
    assertThat(rows("\n\n")).isEmpty();
  }

  @Test
  void readsQuotes() {
    assertThat(cells("\"a \"\"b\"\" c\",\"\",\"x,y\"")).containsExactly("a \"b\" c", "", "x,y");
    assertThat(cells("5\" nail, \"q,r\",")).containsExactly("5\" nail", " q,r", "");
    assertThat(cells("\"\"\"\"")).containsExactly("\"");
  }

  @Test
  void namesTheRecordWhoseQuoteNeverCloses() {
    assertThatThrownBy(() -> rows("a\nb,\"c\nd\n"))
        .isInstanceOf(DermaflowException.class)
        .hasMessageContaining("record at line 2 of x.csv");
    Iterator<Csv.Row> rows = Csv.rows("x.csv", endless("a,b\n\"", 'x'));
    assertThat(rows.next().cells()).containsExactly("a", "b");
    assertThatThrownBy(rows::next)
        .hasMessageContaining("record at line 2")
        .hasMessageContaining("at most 1048576 characters");
  }

  @Test
  void readsNoMoreThanIsAskedFor() {
    Iterator<Csv.Row> rows = Csv.rows("x.csv", endless("a,b\n1,2\n", '\n'));
    assertThat(rows.next().cells()).containsExactly("a", "b");
    assertThat(rows.next().cells()).containsExactly("1", "2");
  }

  @Test
  void writesWhatItReads() {
    for (String cell : Arrays.asList("a", "a,b", "a\"b", "a\nb", "a\rb", "a\r\nb")) {
      assertThat(cells(Csv.quote(cell) + ",x")).containsExactly(cell, "x");
    }
    assertThat(Csv.quote("plain")).isEqualTo("plain");
    assertThat(Csv.quote("a\rb")).isEqualTo("\"a\rb\"");
  }

  @Test
  void cutsCellsThatAreTooLongAndGoesOnBehindThem() {
    Iterator<Csv.Row> rows =
        Csv.rows("x.csv", new StringReader("a,\"" + "x,\n".repeat(400_000) + "\",b\n1,2,3\n"), 9);
    assertThat(rows.next().cells()).containsExactly("a", "x,\nx,\nx,\nx", "b");
    assertThat(rows.next().cells()).containsExactly("1", "2", "3");
  }
}
