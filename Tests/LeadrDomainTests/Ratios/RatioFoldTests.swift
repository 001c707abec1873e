import LeadrDomain
import Testing

@Suite struct RatioFoldTests {
    private let now = Timestamp(microseconds: 1_000)
    private let fold = RatioFold(
        BoardRatioConfig(
            id: BoardRatioConfigID(ScoreEvents.uuid(9)),
            boardID: BoardID(ScoreEvents.uuid(10)),
            numeratorBoardID: BoardID(ScoreEvents.uuid(11)),
            denominatorBoardID: BoardID(ScoreEvents.uuid(12)),
            minDenominator: 2,
            scale: 10,
            createdAt: Timestamp(microseconds: 0),
            updatedAt: Timestamp(microseconds: 0)
        ),
        isDescending: true
    )

    private func source(_ value: Double?, at created: Int64, name: String = "Ann", isTest: Bool = false) -> BoardState {
        BoardState(
            id: BoardStateID(ScoreEvents.uuid(20)),
            boardID: BoardID(ScoreEvents.uuid(11)),
            identityID: ScoreEvents.identity,
            isTest: isTest,
            value: value,
            rankValue: value.map { 0 - $0 },
            playerName: name,
            metadata: Array("{}".utf8),
            geo: GeoLocation(country: "DE"),
            createdAt: Timestamp(microseconds: created),
            updatedAt: Timestamp(microseconds: created)
        )
    }

    @Test func `a row shows the ratio, both sides, and who the numerator belongs to`() throws {
        let change = try #require(
            fold.recompute(numerator: source(3, at: 5, isTest: true), denominator: source(4, at: 9, name: "Other"), current: nil, now: now)
        )
        #expect(change.kind == .created)
        let state = change.state
        #expect(state.value == 7.5)
        #expect(state.rankValue == -7.5)
        #expect(state.valueDisplay == "0.75")
        #expect(state.ratio == RatioSources(numerator: 3, denominator: 4))
        #expect(state.playerName == "Ann")
        #expect(state.geo.country == "DE")
        #expect(state.isTest)
        #expect(state.metadata == nil)
        #expect(state.selectedEventID == nil)
        #expect(state.createdAt == Timestamp(microseconds: 9))
        #expect(state.version == 1)
        #expect(state.id == DerivedID.boardState(board: fold.boardID, identity: ScoreEvents.identity, isTest: true))
    }

    @Test func `computing it again changes nothing`() throws {
        let first = try #require(fold.recompute(numerator: source(3, at: 5), denominator: source(4, at: 9), current: nil, now: now)).state
        let later = now + .seconds(1)
        #expect(fold.recompute(numerator: source(3, at: 5), denominator: source(4, at: 9), current: first, now: later) == nil)
        let changed = try #require(fold.recompute(numerator: source(6, at: 5), denominator: source(4, at: 9), current: first, now: later))
        #expect(changed.kind == .replaced)
        #expect(changed.state.value == 15)
        #expect(changed.state.version == 2)
    }

    @Test func `a row without a value stays and is not ranked`() throws {
        let first = try #require(fold.recompute(numerator: source(3, at: 5), denominator: source(1, at: 9), current: nil, now: now)).state
        #expect(first.value == nil)
        #expect(first.valueDisplay == nil)
        #expect(!first.isRanked)
        #expect(first.deletedAt == nil)
        #expect(first.ratio == RatioSources(numerator: 3, denominator: 1))
    }

    @Test func `a source that is gone takes the row away, and one that comes back revives it`() throws {
        let first = try #require(fold.recompute(numerator: source(3, at: 5), denominator: source(4, at: 9), current: nil, now: now)).state
        var gone = source(4, at: 9)
        gone.deletedAt = now
        for (numerator, denominator) in [(nil, source(4, at: 9)), (source(3, at: 5), nil), (source(3, at: 5), gone)] {
            let deleted = try #require(fold.recompute(numerator: numerator, denominator: denominator, current: first, now: now))
            #expect(deleted.kind == .deleted)
            #expect(!deleted.state.isRanked)
            #expect(fold.recompute(numerator: numerator, denominator: denominator, current: deleted.state, now: now) == nil)
            let revived = try #require(fold.recompute(numerator: source(3, at: 5), denominator: source(4, at: 9), current: deleted.state, now: now))
            #expect(revived.kind == .revived)
            #expect(revived.state.value == 7.5)
        }
        #expect(fold.recompute(numerator: nil, denominator: nil, current: nil, now: now) == nil)
    }

    @Test func `a null source counts as zero`() throws {
        let state = try #require(fold.recompute(numerator: source(nil, at: 5), denominator: source(4, at: 9), current: nil, now: now)).state
        #expect(state.value == 0)
        #expect(state.ratio == RatioSources(numerator: 0, denominator: 4))
    }
}
