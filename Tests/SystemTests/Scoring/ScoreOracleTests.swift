import ByteJSON
import Testing

extension SystemTests {
    /// The oracle itself, on cases whose outcome is plain.
    @Suite struct ScoreOracleTests {
        private func event(_ time: Int64, _ value: Double, of player: String = "a", id: String? = nil, row: String? = nil) -> OracleEvent {
            OracleEvent(
                id: id ?? "sev_\(time)",
                acceptedAt: time,
                key: OracleKey(identity: player, isTest: false),
                value: value,
                name: "name \(time)",
                rowID: row ?? "row of \(player)"
            )
        }

        private func values(_ standing: OracleStanding) -> [Double] { standing.lines.compactMap(\.row.value) }

        @Test func `each strategy keeps another event, and the age of the row is that of the first`() throws {
            let events = [event(3, 5), event(1, 2), event(2, 9), event(4, 9)]
            for (keep, isDescending, time) in [(OracleBoard.Keep.first, true, 1), (.latest, true, 4), (.best, true, 2), (.best, false, 1)] {
                let board = OracleBoard(kind: .identity, keep: keep, isDescending: isDescending)
                let row = try #require(ScoreOracle(board: board, events: events).rows.first)
                #expect(row.name == "name \(time)" && row.createdAt == 1)
            }
        }

        @Test func `a hidden event counts for nothing but the age of its row`() throws {
            let board = OracleBoard(kind: .identity, keep: .best)
            let events = [event(1, 9), event(2, 3)]
            let row = try #require(ScoreOracle(board: board, events: events, hidden: ["sev_1"]).rows.first)
            #expect(row.value == 3 && row.createdAt == 1)
            #expect(ScoreOracle(board: board, events: events, hidden: ["sev_1", "sev_2"]).rows.isEmpty)
        }

        @Test func `events of one moment are ordered by their ids`() {
            let board = OracleBoard(kind: .identity, keep: .latest)
            let rows = ScoreOracle(board: board, events: [event(1, 1, id: "sev_b"), event(1, 2, id: "sev_a")]).rows
            #expect(rows.map(\.value) == [1])
        }

        @Test func `a counter adds as on paper and shows its latest name`() throws {
            let events = (1...10).map { event(Int64($0), 0.1) } + [event(11, -2)]
            let row = try #require(ScoreOracle(board: OracleBoard(kind: .counter), events: events).rows.first)
            #expect(row.value == -1 && row.name == "name 11" && row.createdAt == 1)
        }

        @Test func `equal values stand by their age, and share a rank where they may`() {
            let events = [event(1, 5, row: "c"), event(2, 5, row: "b"), event(2, 5, row: "a"), event(3, 7, row: "d"), event(4, 1, row: "e")]
            for (ties, order, ranks) in [
                (OracleBoard.Ties.newest, "dabce", [1, 2, 3, 4, 5]), (.earliest, "dcabe", [1, 2, 3, 4, 5]), (.shared, "dabce", [1, 2, 2, 2, 5]),
            ] {
                let board = OracleBoard(kind: .runs, ties: ties)
                let standing = OracleStanding(ScoreOracle(board: board, events: events).rows, on: board)
                #expect(standing.lines.map(\.row.id).joined() == order && standing.lines.map(\.rank) == ranks)
            }
        }

        @Test func `a window takes from the other side what one side lacks`() {
            let board = OracleBoard(kind: .runs)
            let standing = OracleStanding(ScoreOracle(board: board, events: (1...9).map { event(Int64($0), Double(10 - $0)) }).rows, on: board)
            for (place, limit, first, last) in [(4, 5, 3, 7), (4, 4, 3, 6), (4, 1, 5, 5), (0, 4, 1, 4), (8, 4, 6, 9), (1, 6, 1, 6), (4, 20, 1, 9)] {
                let window = standing.window(around: place, limit: limit)
                #expect(window.lines.map(\.rank) == Array(first...last) && window.hasPrevious == (first > 1) && window.hasNext == (last < 9))
            }
        }

        @Test func `a value that nobody has stands before its equals or behind them, and counts`() {
            let events = [event(1, 7), event(2, 5), event(3, 5), event(4, 1)]
            for (ties, place, ranks) in [
                (OracleBoard.Ties.newest, 1, [1, 2, 3, 4, 5]), (.earliest, 3, [1, 2, 3, 4, 5]), (.shared, 1, [1, 2, 2, 2, 5]),
            ] {
                let board = OracleBoard(kind: .runs, ties: ties)
                let window = OracleStanding(ScoreOracle(board: board, events: events).rows, on: board).window(around: 5, isTest: false, limit: 20)
                #expect(window.lines.firstIndex(where: \.isPlaceholder) == place && window.lines.map(\.rank) == ranks)
            }
        }

        @Test func `a ratio needs both of its sources, and its policies decide what it is worth`() throws {
            func row(_ value: Double, _ player: String, at time: Int64) -> OracleRow {
                OracleRow(
                    id: player,
                    key: OracleKey(identity: player, isTest: false),
                    value: value,
                    name: player,
                    display: "x",
                    metadata: 1,
                    createdAt: time
                )
            }
            let rows = ScoreOracle.ratios(OracleRatio(scale: 100), of: [row(1, "a", at: 1), row(2, "b", at: 5)], by: [row(3, "a", at: 2)], ids: [:])
            let ratio = try #require(rows.first)
            #expect(rows.count == 1 && ratio.value == 1.0 / 3 * 100 && ratio.display == "0.33" && ratio.createdAt == 2 && ratio.metadata.isNull)
            #expect(OracleRatio().value(1, by: 0) == nil && OracleRatio(zeroPolicy: "ZERO").value(1, by: 0) == 0)
            #expect(OracleRatio(zeroPolicy: "INFINITY", scale: 10).value(1, by: 0) == 10_000_000)
            #expect(OracleRatio(minDenominator: 2).value(1, by: 1) == nil && OracleRatio(minNumerator: 2).value(1, by: 1) == nil)
            #expect(OracleRatio(scale: 1, isPercent: true, decimals: 1).display(0.125) == "12.5%")
        }
    }
}
