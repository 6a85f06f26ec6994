package io.dermaflow.recommend.interactions;

class InMemoryInteractionsTest extends InteractionsContract {

  @Override
  protected Interactions empty() {
    return new InMemoryInteractions();
  }
}
