/** Who may ask: API keys, tokens of an OIDC issuer, scopes, limits. */
@org.jspecify.annotations.NullMarked
package io.dermaflow.scheduler.access;
