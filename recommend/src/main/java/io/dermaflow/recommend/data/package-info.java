/** Data files in YAML that people edit: read strictly, each mistake told with its line. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.recommend.data;
