import ByteJSON
import Foundation
import LeadrDomain
import LeadrStore
import Testing

@testable import LeadrServices

@Suite struct RowComparisonTests {
    @Test(arguments: [(BoardType.runIdentity, KeepStrategy.first), (.runIdentity, .best), (.runIdentity, .latest), (.counter, .notApplicable)])
    func `a row that follows from its events does not differ, and one with another value does`(type: BoardType, keep: KeepStrategy) throws {
        let samples = CareSamples(type, keep: keep)
        let events = [samples.event(5, at: 1), samples.event(9, at: 2), samples.event(7, at: 3)]
        let row = try #require(samples.state(events))
        #expect(samples.differences(events.map(\.counting), state: row).isEmpty)
        var tampered = row
        tampered.value = 1000
        let found = try #require(samples.differences(events.map(\.counting), state: tampered).first)
        #expect(found.kind == .rowDiffers && found.scoreID?.uuid == row.id.uuid && found.identityID == samples.player)
        #expect(found.fields.map(\.name) == ["value"] && found.fields.first?.found == 1000.0)
    }

    @Test func `a row without events to show is surplus, one that is not there is missing, and none without events is either`() throws {
        let samples = CareSamples()
        let event = samples.event(5, at: 1)
        let row = try #require(samples.state([event]))
        #expect(samples.differences([event.hidden], state: row).map(\.kind) == [.rowSurplus])
        #expect(samples.differences([event.counting]).map(\.kind) == [.rowMissing])
        var deleted = row
        deleted.deletedAt = CareSamples.time(9)
        #expect(samples.differences([event.counting], state: deleted).map(\.kind) == [.rowMissing])
        #expect(samples.differences([event.hidden]).isEmpty)
        #expect(samples.differences([], state: row).isEmpty, "an imported row has no events")
    }

    @Test func `where names are unique a row may show another name than its event, elsewhere not`() throws {
        for isUnique in [false, true] {
            let samples = CareSamples(uniqueNames: isUnique)
            let event = samples.event(5, at: 1, name: "Bob")
            var row = try #require(samples.state([event]))
            row.playerName = "Ann"
            #expect(samples.differences([event.counting], state: row).isEmpty == isUnique)
        }
    }

    @Test func `runs are compared with their own events, moderation included`() throws {
        let samples = CareSamples(.runRuns)
        let events = (1...4).map { samples.event(Double($0), at: Int64($0)) }
        let entries = events.map { samples.entry($0) }
        #expect(samples.differences(events.map(\.counting), entries: entries).isEmpty)
        #expect(samples.differences(events.map(\.counting), entries: Array(entries.dropFirst())).map(\.kind) == [.rowMissing])
        #expect(samples.differences(events.dropLast().map(\.counting), entries: entries).map(\.kind) == [.rowSurplus])
        #expect(samples.differences([events[0].hidden], entries: [entries[0]]).map(\.kind) == [.rowSurplus])
        let excluded = try #require(entries[0].moderated(.confirmedCheat, now: CareSamples.time(9)))
        #expect(samples.differences([events[0].counting], entries: [excluded]).map(\.kind) == [.rowMissing])
        #expect(samples.differences([events[0].hidden], entries: [excluded]).first?.fields.map(\.name) == ["excluded_reason"])
        #expect(samples.differences([events[0].hidden]).isEmpty)
        var tampered = entries[0]
        tampered.value = 99
        tampered.rankValue = -99
        let found = samples.differences([events[0].counting], entries: [tampered])
        #expect(found.map(\.kind) == [.rowDiffers] && found.first?.fields.map(\.name) == ["value", "rank_value"])
    }

    @Test func `a ratio is compared with the rows of its sources`() throws {
        let (wins, games) = (CareSamples(.counter), CareSamples(.counter))
        let ratio = CareSamples(.ratio)
        let config = BoardRatioConfig(
            id: BoardRatioConfigID(UUID()),
            boardID: ratio.board.id,
            numeratorBoardID: wins.board.id,
            denominatorBoardID: games.board.id,
            scale: 100,
            createdAt: CareSamples.time(0),
            updatedAt: CareSamples.time(0)
        )
        var evidence = BoardEvidence(view: BoardView(board: ratio.board, ratio: config), keys: [ratio.key])
        evidence.sources[ratio.key.on(wins.board.id)] = wins.state([wins.event(1, at: 1)])
        #expect(RowComparison(evidence).differences().isEmpty, "one source makes no ratio")
        evidence.sources[ratio.key.on(games.board.id)] = games.state([games.event(4, at: 2)])
        #expect(RowComparison(evidence).differences().map(\.kind) == [.rowMissing])
        let fold = RatioFold(config, isDescending: true)
        evidence.states[ratio.key] =
            fold.recompute(
                numerator: evidence.sources[ratio.key.on(wins.board.id)],
                denominator: evidence.sources[ratio.key.on(games.board.id)],
                current: nil,
                now: CareSamples.time(5)
            )?.state
        #expect(evidence.states[ratio.key]?.value == 25)
        #expect(RowComparison(evidence).differences().isEmpty)
        evidence.sources[ratio.key.on(games.board.id)] = games.state([games.event(2, at: 2)])
        #expect(RowComparison(evidence).differences().first?.fields.map(\.name).contains("denominator") == true)
        evidence.sources = [:]
        #expect(RowComparison(evidence).differences().map(\.kind) == [.rowSurplus])
    }
}
