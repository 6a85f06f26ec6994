package io.dermaflow.datasets.formats;

import io.dermaflow.datasets.Sources.Source;
import io.dermaflow.datasets.StorageException;
import java.io.ByteArrayInputStream;
import java.util.OptionalInt;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Counts the objects of Pascal VOC annotations. */
final class Voc {

  private static final long MAX_BYTES = 4L << 20;

  private static final Set<StorageException.Reason> OF_THE_FILE =
      Set.of(
          StorageException.Reason.NOT_FOUND,
          StorageException.Reason.DENIED,
          StorageException.Reason.DAMAGED,
          StorageException.Reason.TOO_LARGE);

  private Voc() {}

  /** Number of objects; empty when the file cannot be read, also when it declares a DTD. */
  static OptionalInt objects(Source source, String path) {
    byte[] bytes;
    try {
      bytes = source.storage().read(source.prefix() + path, MAX_BYTES);
    } catch (StorageException e) {
      if (OF_THE_FILE.contains(e.reason())) {
        return OptionalInt.empty();
      }
      throw e; // the whole source is away
    }
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(bytes));
      try {
        return objects(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      return OptionalInt.empty();
    }
  }

  /** One a file: a factory may not be shared between threads. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private static OptionalInt objects(XMLStreamReader reader) throws XMLStreamException {
    int depth = 0;
    int objects = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
          return OptionalInt.empty();
        }
        case XMLStreamConstants.START_ELEMENT -> {
          String name = reader.getLocalName();
          if (depth == 0 && !name.equals("annotation")) {
            return OptionalInt.empty();
          }
          depth++;
          if (depth == 2 && name.equals("object")) {
            objects++;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
    return OptionalInt.of(objects);
  }
}
