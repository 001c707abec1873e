import LeadrDomain

/// The decision about one submission on its way to the process whose caller waits for it.
public struct ResultMessage: Sendable, Equatable {
    /// The submission.
    public var eventID: ScoreEventID
    /// The encoded `SubmissionResult`; this module does not look into it.
    public var payload: [UInt8]

    /// Pairs a submission with its encoded result.
    public init(eventID: ScoreEventID, payload: [UInt8]) {
        self.eventID = eventID
        self.payload = payload
    }
}
