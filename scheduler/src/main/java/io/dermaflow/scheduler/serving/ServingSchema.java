package io.dermaflow.scheduler.serving;

import io.dermaflow.database.SchemaMigration;

/** Tables of the serving side: uploads, analyses, looks, keys. */
public final class ServingSchema {

  public static final SchemaMigration MIGRATION = new SchemaMigration("serving", "db/serving", 60);

  private ServingSchema() {}
}
