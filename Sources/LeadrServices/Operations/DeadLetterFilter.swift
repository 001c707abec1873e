import ByteJSON
import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrStore

/// Which dead letters an operator means. Everything given must fit; what is nil limits nothing.
public struct DeadLetterFilter: Sendable, Equatable {
    /// Only of this queue.
    public var queue: QueueName?
    /// Only these, by hexadecimal id; an empty set means none at all.
    public var ids: Set<String>?
    /// Only with this text in the reason, whatever its case.
    public var reason: String?
    /// Only of this tenant.
    public var accountID: AccountID?
    /// Only of this game.
    public var gameID: GameID?
    /// Only of this board.
    public var boardID: BoardID?
    /// Only of this player.
    public var identityID: IdentityID?
    /// Only those that died before this time.
    public var before: Timestamp?
    /// Only those that died at this time or later.
    public var since: Timestamp?

    /// Every letter.
    public init() {}

    /// Whether nothing is named, so that every letter fits.
    public var isEmpty: Bool { self == DeadLetterFilter() }

    /// Whether a letter is meant.
    public func matches(_ letter: DeadLetterRecord) -> Bool {
        fits(queue, letter.queue?.name) && (ids?.contains(letter.id) ?? true) && fits(accountID, letter.accountID)
            && fits(gameID, letter.submission?.gameID) && fits(boardID, letter.submission?.boardID ?? letter.boardState?.boardID)
            && fits(identityID, letter.submission?.identityID) && (before.map { letter.diedAt < $0 } ?? true)
            && (since.map { letter.diedAt >= $0 } ?? true) && (reason.map { letter.reason.lowercased().contains($0.lowercased()) } ?? true)
    }

    /// What the database can tell apart.
    var selection: DeadSubmissionSelection {
        var selection = DeadSubmissionSelection()
        selection.queue = queue?.text
        selection.events = ids?.compactMap { UUIDText.parse($0).map { ScoreEventID($0) } }
        selection.accountID = accountID
        selection.gameID = gameID
        selection.boardID = boardID
        selection.identityID = identityID
        selection.before = before
        selection.since = since
        return selection
    }

    /// The filter for the record of what was done: what was named, by the names of the HTTP API.
    public func jsonDescription() -> JSONObject {
        var members = JSONObject()
        members["queue"] = queue.map { .string($0.text) }
        members["ids"] = ids.map { .array($0.sorted().map { .string($0) }) }
        members["reason"] = reason.map { .string($0) }
        members["account_id"] = accountID.map { .string($0.wire) }
        members["game_id"] = gameID.map { .string($0.wire) }
        members["board_id"] = boardID.map { .string($0.wire) }
        members["identity_id"] = identityID.map { .string($0.wire) }
        members["older_than"] = before.map { .time($0) }
        members["newer_than"] = since.map { .time($0) }
        return members
    }

    private func fits<Value: Equatable>(_ wanted: Value?, _ actual: Value?) -> Bool {
        wanted.map { $0 == actual } ?? true
    }
}

extension DeadLetterRecord {
    /// Whose it is: of the submission, else of the turn it had in the queue.
    fileprivate var accountID: AccountID? {
        submission?.accountID ?? job?.tenant.accountID
    }
}
