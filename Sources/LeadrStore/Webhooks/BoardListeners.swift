import Foundation
import LeadrDomain

/// What webhooks want to hear of a board, as the ranking transaction needs to know.
struct BoardListeners: Hashable, Sendable {
    /// The row that was first when somebody last looked.
    struct Leader: Hashable, Sendable {
        var rowID: UUID
        var rankValue: Double
    }

    /// Kinds of events that somebody wants.
    var types: Set<WebhookEventType> = []
    /// Who is first among real and test scores, as far as it is known.
    var leader: Leader?
    var testLeader: Leader?

    /// Nobody.
    static let none = BoardListeners()

    func wants(_ type: WebhookEventType) -> Bool { types.contains(type) }

    /// Whether a row that was written may change who is first: it is at least as good as the first one, or it is the first one.
    func suspect(_ row: RankedRow) -> Bool {
        guard wants(.rankFirstPlace) else { return false }
        guard let leader = row.isTest ? testLeader : leader else { return row.isRanked }
        return row.id == leader.rowID || (row.isRanked && row.rankValue <= leader.rankValue)
    }
}
