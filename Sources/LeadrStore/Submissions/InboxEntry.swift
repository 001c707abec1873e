import LeadrDomain
import LeadrJobs

/// A submission in the inbox.
public struct InboxEntry: Hashable, Sendable {
    /// Event that it becomes.
    public let eventID: ScoreEventID
    /// Board it goes to; tells its shard.
    public let boardID: BoardID
    /// When it was accepted.
    public let acceptedAt: Timestamp
    /// The encoded job, without the client's address.
    public let payload: [UInt8]

    /// Where the entry stands in the order of the inbox.
    public var place: InboxPlace { InboxPlace(acceptedAt: acceptedAt, eventID: eventID) }

    /// The job; nil when this build cannot read it, because a newer one wrote it or because it is damaged.
    public var job: SubmissionJob? { try? SubmissionJob(decoding: payload) }
}

/// A place in the order of the inbox: by time of acceptance, then by event.
public struct InboxPlace: Hashable, Sendable {
    /// Time of acceptance.
    public let acceptedAt: Timestamp
    /// Event.
    public let eventID: ScoreEventID
}
