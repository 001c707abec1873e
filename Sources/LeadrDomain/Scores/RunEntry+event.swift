extension RunEntry {
    /// The entry an accepted event makes (`contract/scoring.md §5.3`, RUN_RUNS).
    ///
    /// - Parameters:
    ///   - event: The accepted event; its acceptance time becomes `created_at`.
    ///   - isDescending: Whether greater values rank first.
    ///   - now: Time of writing.
    public init(event: ScoreEvent, isDescending: Bool, now: Timestamp) {
        self.init(
            id: DerivedID.runEntry(event: event.id),
            boardID: event.boardID,
            identityID: event.identityID,
            scoreEventID: event.id,
            isTest: event.isTest,
            value: event.payload.value,
            rankValue: RankOrder.rankValue(event.payload.value, isDescending: isDescending),
            playerName: event.playerName,
            valueDisplay: event.payload.valueDisplay,
            metadata: event.payload.metadata,
            geo: event.geo,
            createdAt: event.acceptedAt,
            updatedAt: now
        )
    }
}
