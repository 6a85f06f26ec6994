package io.dermaflow.lease;

import java.time.Instant;

/**
 * The right to do something alone until {@code expiresAt}.
 *
 * @param name what is leased, e.g. {@code job:scoreUploadsJob}
 * @param owner who holds it: host, process and start time
 * @param token grows with every new holder; whoever presents a smaller one than the current is late
 * @param expiresAt end of the lease unless renewed
 */
public record Lease(String name, LeaseOwner owner, long token, Instant expiresAt) {}
