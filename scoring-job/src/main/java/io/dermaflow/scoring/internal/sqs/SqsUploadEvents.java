package io.dermaflow.scoring.internal.sqs;

import io.dermaflow.scoring.UploadEvents;
import java.util.List;

/** S3 event notifications in an SQS queue. */
final class SqsUploadEvents implements UploadEvents {

  private final SqsQueue queue;

  SqsUploadEvents(SqsQueue queue) {
    this.queue = queue;
  }

  @Override
  public List<Message> poll() {
    return queue.receive().stream()
        .map(
            received ->
                new Message(
                    received.id(),
                    received.receipt(),
                    received.receives(),
                    S3Notification.events(received.body())))
        .toList();
  }

  @Override
  public int acknowledge(List<Message> messages) {
    int removed = 0;
    for (int from = 0; from < messages.size(); from += SqsQueue.BATCH) {
      List<Message> batch =
          messages.subList(from, Math.min(messages.size(), from + SqsQueue.BATCH));
      removed += queue.delete(batch.stream().map(Message::receipt).toList());
    }
    return removed;
  }
}
