package io.dermaflow.scoring;

import io.dermaflow.datasets.ObjectStorage;
import io.dermaflow.datasets.StorageException;
import io.dermaflow.datasets.StorageException.Reason;
import io.dermaflow.datasets.StoredObject;
import io.dermaflow.scoring.OriginalCheck.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes the originals of one upload while it is nobody else's turn. Each goes through the same
 * steps, every one of which may be the last before the process dies: the copy is written, its row
 * is kept, the original is deleted. What was begun is done again from the original, which is there
 * until the end, and comes out the same.
 */
final class UploadTurn {

  /** How often an original may be overwritten while it is taken before it is left for later. */
  private static final int MOST_VERSIONS = 3;

  private static final String BINARY = "application/octet-stream";

  private final ObjectStorage ours;
  private final OriginalCheck check;
  private final IntakeLog.Turn turn;
  private final Clock clock;
  private IntakeReport report = IntakeReport.NOTHING;

  UploadTurn(ObjectStorage ours, OriginalCheck check, IntakeLog.Turn turn, Clock clock) {
    this.ours = ours;
    this.check = check;
    this.turn = turn;
    this.clock = clock;
  }

  IntakeReport report() {
    return report;
  }

  /** Takes an original, and what it is overwritten with meanwhile. */
  void take(StoredObject listed) {
    IncomingKey key = IncomingKey.of(listed.key());
    StoredObject seen = listed;
    for (int version = 0; version < MOST_VERSIONS; version++) {
      try {
        Verdict verdict = verdict(key, seen);
        // What was read is what was seen only if that is still there.
        if (isThere(seen) && settle(key, seen, verdict)) {
          return;
        }
      } catch (StorageException e) {
        if (e.reason() != Reason.NOT_FOUND) {
          throw e;
        }
      }
      Optional<StoredObject> now = ours.find(key.key());
      if (now.isEmpty()) {
        return; // taken in somebody else's turn before, or taken away
      }
      seen = now.get();
    }
    report = report.plus(IntakeReport.left(1));
  }

  private boolean isThere(StoredObject seen) {
    return ours.find(seen.key()).filter(now -> now.etag().equals(seen.etag())).isPresent();
  }

  private Verdict verdict(IncomingKey key, StoredObject seen) {
    if (key.kind() == IncomingKey.Kind.STRANGE) {
      return new Verdict.Refused(
          OutcomeReason.BAD_NAME,
          "'%s/%s', expected <uploadId>/selfie.<extension> or <uploadId>/survey.json"
              .formatted(key.storableId(), key.storableName()));
    }
    long most = check.mostBytes(key.kind());
    if (seen.size() > most) {
      return new Verdict.Refused(
          OutcomeReason.TOO_LARGE, "%d bytes, at most %d".formatted(seen.size(), most));
    }
    try {
      return check.check(key, ours.read(key.key(), most), clock.instant());
    } catch (StorageException e) {
      OutcomeReason reason =
          switch (e.reason()) {
            case DENIED, DAMAGED -> OutcomeReason.UNREADABLE;
            case TOO_LARGE -> OutcomeReason.TOO_LARGE;
            default -> throw e;
          };
      return new Verdict.Refused(reason, String.valueOf(e.getMessage()));
    }
  }

  /** Whether nothing is left to do; false where another version has come meanwhile. */
  private boolean settle(IncomingKey key, StoredObject seen, Verdict verdict) {
    if (verdict instanceof Verdict.Kept kept) {
      ours.write(kept.key(), kept.bytes(), kept.contentType());
      if (key.kind() == IncomingKey.Kind.SELFIE) {
        removeOtherSelfies(key, kept.key());
      }
      keep(key, seen, IntakeItem.Outcome.ACCEPTED, verdict, kept.key());
      return ours.deleteUnchanged(seen);
    }
    if (((Verdict.Refused) verdict).reason() == OutcomeReason.UNREADABLE) {
      keep(key, seen, IntakeItem.Outcome.REFUSED, verdict, seen.key()); // so it cannot be copied
      return true;
    }
    ours.copy(seen.key(), key.refusedKey(), BINARY);
    keep(key, seen, IntakeItem.Outcome.REFUSED, verdict, key.refusedKey());
    return ours.deleteUnchanged(seen);
  }

  /** An upload has one selfie: an earlier one of another format is overwritten, too. */
  private void removeOtherSelfies(IncomingKey key, String kept) {
    List<String> others;
    try (Stream<StoredObject> selfies = ours.list(key.selfiePrefix())) {
      others = selfies.map(StoredObject::key).filter(other -> !other.equals(kept)).toList();
    }
    others.forEach(ours::delete);
  }

  private void keep(
      IncomingKey key,
      StoredObject seen,
      IntakeItem.Outcome outcome,
      Verdict verdict,
      String bytesAt) {
    Verdict.Refused refused = verdict instanceof Verdict.Refused no ? no : null;
    IntakeItem item =
        new IntakeItem(
            key.storableId(),
            key.storableName(),
            seen.etag(),
            seen.size(),
            outcome,
            refused == null ? null : refused.reason(),
            refused == null ? null : refused.evidence(),
            bytesAt,
            clock.instant());
    turn.keep(item);
    report = report.plus(item);
  }
}
