package io.dermaflow.scheduler.access;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller as Spring Security carries it. */
@SuppressWarnings("serial") // never serialised: there are no sessions
final class CallerAuthentication extends AbstractAuthenticationToken {

  private final transient Caller caller;

  CallerAuthentication(Caller caller) {
    super(List.of());
    this.caller = caller;
    setAuthenticated(!caller.scopes().isEmpty());
  }

  Caller caller() {
    return caller;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return caller.id();
  }
}
