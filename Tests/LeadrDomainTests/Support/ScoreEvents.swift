import Foundation
import LeadrDomain

/// Events of one key, told apart by acceptance time and number.
enum ScoreEvents {
    static let account = AccountID(uuid(1))
    static let game = GameID(uuid(2))
    static let board = BoardID(uuid(3))
    static let identity = IdentityID(uuid(4))

    static func uuid(_ number: UInt8) -> UUID {
        UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, number))
    }

    static func event(
        _ number: UInt8,
        at microseconds: Int64,
        _ value: Double,
        kind: ScoreEventPayload.Kind = .value,
        isTest: Bool = false
    ) -> ScoreEvent {
        ScoreEvent(
            id: ScoreEventID(uuid(number)),
            accountID: account,
            gameID: game,
            boardID: board,
            identityID: identity,
            isTest: isTest,
            acceptedAt: Timestamp(microseconds: microseconds),
            payload: ScoreEventPayload(
                kind: kind,
                value: value,
                valueDisplay: kind == .value ? "shown \(number)" : nil,
                metadata: Array("{\"n\":\(number)}".utf8)
            ),
            playerName: "player \(number)",
            geo: GeoLocation(country: "C\(number)")
        )
    }

    /// Random events whose times and values collide often, the hard case of every order.
    static func random(_ count: Int, kind: ScoreEventPayload.Kind, using generator: inout SeededGenerator) -> [ScoreEvent] {
        let values = kind == .value ? [-3.5, 0, 1, 2, 2, 7.25] : [0.1, 0.2, -0.3, 1e15, 1e-9, 3]
        return (0..<count).map { index in
            event(
                UInt8(index),
                at: Int64.random(in: 0..<5, using: &generator),
                values.randomElement(using: &generator) ?? 0,
                kind: kind
            )
        }
        .shuffled(using: &generator)
    }
}
