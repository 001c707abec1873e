import Foundation
import LeadrDomain
import Testing

@testable import LeadrStore

@Suite struct NameLedgerTests {
    private let board = BoardID(UUID())
    private let ada = IdentityID(UUID())
    private let bob = IdentityID(UUID())
    private let latest = StateFold(rule: .latest, isDescending: true)

    private func event(_ identity: IdentityID, _ name: String, at time: Int64, isTest: Bool = false) -> ScoreEvent {
        ScoreEvent(
            id: ScoreEventID(UUID()),
            accountID: AccountID(UUID()),
            gameID: GameID(UUID()),
            boardID: board,
            identityID: identity,
            isTest: isTest,
            acceptedAt: Timestamp(microseconds: time),
            payload: ScoreEventPayload(value: 1),
            playerName: name
        )
    }

    private func key(_ name: String) throws -> NameKey {
        try #require(NameKey(boardID: board, name: name))
    }

    @Test func `the first event takes a free name and later ones of others lose`() throws {
        var ledger = NameLedger(holders: [:], rows: [:])
        let (first, second) = (event(ada, "A", at: 1), event(bob, "a", at: 2))
        ledger.admit(first, fold: latest)
        ledger.admit(second, fold: latest)
        #expect(ledger.losers == [second.id])
        #expect(ledger.holders == [try key("A"): ada])
    }

    @Test func `a name given up within the batch is free for the next`() throws {
        var ledger = NameLedger(holders: [:], rows: [:])
        for event in [event(ada, "A", at: 1), event(ada, "B", at: 2), event(bob, "A", at: 3)] { ledger.admit(event, fold: latest) }
        #expect(ledger.losers.isEmpty)
        #expect(ledger.holders == [try key("A"): bob, try key("B"): ada])
    }

    @Test func `a name stays taken while the other pool shows it`() throws {
        var ledger = NameLedger(holders: [:], rows: [:])
        let late = event(bob, "A", at: 4)
        for event in [event(ada, "A", at: 1), event(ada, "A", at: 2, isTest: true), event(ada, "B", at: 3), late] {
            ledger.admit(event, fold: latest)
        }
        #expect(ledger.losers == [late.id])
        #expect(ledger.holders[try key("A")] == ada)
    }

    @Test func `runs never give a name up`() throws {
        var ledger = NameLedger(holders: [try key("A"): bob], rows: [:])
        let lost = event(ada, "A", at: 1)
        ledger.admit(lost, fold: nil)
        ledger.admit(event(ada, " ", at: 2), fold: nil)
        #expect(ledger.losers == [lost.id])
    }
}
