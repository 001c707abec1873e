extension RankedRow {
    /// The read view of a board state.
    public init(_ state: BoardState) {
        self.init(
            id: state.id.uuid,
            boardID: state.boardID,
            identityID: state.identityID,
            isTest: state.isTest,
            value: state.value,
            rankValue: state.rankValue ?? .infinity,
            isRanked: state.isRanked,
            selectedEventID: state.selectedEventID,
            playerName: state.playerName,
            valueDisplay: state.valueDisplay,
            metadata: state.metadata,
            geo: state.geo,
            createdAt: state.createdAt,
            updatedAt: state.updatedAt,
            version: state.version
        )
    }

    /// The read view of a run entry.
    public init(_ entry: RunEntry) {
        self.init(
            id: entry.id.uuid,
            boardID: entry.boardID,
            identityID: entry.identityID,
            isTest: entry.isTest,
            value: entry.value,
            rankValue: entry.rankValue,
            isRanked: entry.isRanked,
            selectedEventID: entry.scoreEventID,
            playerName: entry.playerName,
            valueDisplay: entry.valueDisplay,
            metadata: entry.metadata,
            geo: entry.geo,
            createdAt: entry.createdAt,
            updatedAt: entry.updatedAt,
            version: entry.version
        )
    }
}
