import Foundation
import LeadrDomain
import LeadrStore

@testable import LeadrServices

/// A board, a player and what the comparisons are fed with.
struct CareSamples {
    let player = IdentityID(UUID())
    var board: Board

    init(_ type: BoardType = .runIdentity, keep: KeepStrategy = .best, ties: TiePolicy = .newest, uniqueNames: Bool = false) {
        board = Board(
            id: BoardID(UUID()),
            accountID: AccountID(UUID()),
            gameID: GameID(UUID()),
            name: "Board",
            slug: "board",
            shortCode: "ABC234",
            uniquePlayerNames: uniqueNames,
            boardType: type,
            keepStrategy: type == .runIdentity ? keep : .notApplicable,
            tiePolicy: ties,
            createdAt: Self.time(0),
            updatedAt: Self.time(0)
        )
    }

    static func time(_ offset: Int64) -> Timestamp { Timestamp(microseconds: 1_700_000_000_000_000 + offset) }

    var key: StateKey { StateKey(boardID: board.id, identityID: player, isTest: false) }

    func event(_ value: Double, at time: Int64, name: String = "Ann", rejected: String? = nil) -> ScoreEvent {
        ScoreEvent(
            id: ScoreEventID(UUID()),
            accountID: board.accountID,
            gameID: board.gameID,
            boardID: board.id,
            identityID: player,
            isTest: false,
            acceptedAt: Self.time(time),
            payload: ScoreEventPayload(kind: board.boardType == .counter ? .delta : .value, value: value),
            playerName: name,
            rejectedReason: rejected
        )
    }

    /// The row that events make.
    func state(_ events: [ScoreEvent]) -> BoardState? {
        board.fold?.fold(events, into: nil, now: Self.time(100))?.state
    }

    func entry(_ event: ScoreEvent) -> RunEntry { RunEntry(event: event, isDescending: true, now: Self.time(100)) }

    func flag(_ event: ScoreEvent, _ status: FlagStatus, metadata: String = "{}") -> ScoreFlag {
        ScoreFlag(
            id: ScoreFlagID(UUID()),
            scoreEventID: event.id,
            flagType: .velocity,
            confidence: .high,
            metadata: Array(metadata.utf8),
            status: status,
            createdAt: Self.time(50)
        )
    }

    func evidence(_ events: [ModeratedEvent], state: BoardState? = nil, entries: [RunEntry] = []) -> BoardEvidence {
        var evidence = BoardEvidence(view: BoardView(board: board, ratio: nil), keys: [key])
        evidence.events[key] = events
        evidence.states[key] = state
        evidence.entries[key] = entries
        return evidence
    }

    func differences(_ events: [ModeratedEvent], state: BoardState? = nil, entries: [RunEntry] = []) -> [BoardDifference] {
        RowComparison(evidence(events, state: state, entries: entries)).differences()
    }
}

extension ScoreEvent {
    /// The event as one that counts.
    var counting: ModeratedEvent { ModeratedEvent(event: self, hiddenBy: nil) }
    /// The event as one that a flag hides.
    var hidden: ModeratedEvent { ModeratedEvent(event: self, hiddenBy: .removed) }
}
