/// What the gate says about a submission.
public enum IngestAdmission: Sendable, Equatable {
    /// The nonce was consumed, the idempotency record is written, without an `Idempotency-Key` the pending mark as well: go on.
    case admitted
    /// The `Idempotency-Key` is known; the nonce was not looked at. The caller compares the body hash (422 if it differs) and answers with the
    /// present outcome of the event.
    case known(IdempotencyRecord)
    /// 412. Nothing is left behind.
    case refused(NonceRefusal)
}
