import ByteJSON
import Foundation

/// Computes the rows of a board from its accepted submissions alone, one after the other, sharing nothing with the product.
struct ScoreOracle: Sendable {
    let board: OracleBoard
    let events: [OracleEvent]
    /// Ids of the events that a live flag hides.
    var hidden: Set<String> = []

    /// The rows in no order. Not for ratio boards.
    var rows: [OracleRow] {
        let shown = events.filter { !hidden.contains($0.id) }
        if board.kind == .runs { return shown.map { row($0, value: $0.value, createdAt: $0.acceptedAt) } }
        return Dictionary(grouping: shown, by: \.key).values.compactMap { board.kind == .counter ? sum($0) : kept($0) }
    }

    private func kept(_ events: [OracleEvent]) -> OracleRow? {
        let ordered = events.sorted { $0.isBefore($1) }
        var choice: OracleEvent?
        for event in ordered {
            guard let current = choice else {
                choice = event
                continue
            }
            switch board.keep {
            case .first, .none: break
            case .latest: choice = event
            case .best: if board.isBetter(event.value, than: current.value) { choice = event }
            }
        }
        return choice.map { row($0, value: $0.value, createdAt: birth(of: $0.key)) }
    }

    private func sum(_ events: [OracleEvent]) -> OracleRow? {
        guard var last = events.max(by: { $0.isBefore($1) }) else { return nil }
        last.display = nil
        return row(last, value: Self.sum(events.map(\.value)), createdAt: birth(of: last.key))
    }

    private func row(_ event: OracleEvent, value: Double, createdAt: Int64) -> OracleRow {
        OracleRow(
            id: event.rowID,
            key: event.key,
            value: value,
            name: event.name,
            display: event.display,
            metadata: event.metadata,
            createdAt: createdAt
        )
    }

    /// Of hidden events as well: moderation never changes it.
    private func birth(of key: OracleKey) -> Int64 {
        events.filter { $0.key == key }.map(\.acceptedAt).min() ?? 0
    }

    /// The double next to the exact sum of the numbers as they are written.
    static func sum(_ values: [Double]) -> Double {
        let sum = values.reduce(Decimal(0)) { $0 + (Decimal(string: "\($1)") ?? .nan) }
        return Double("\(sum)") ?? .nan
    }
}

extension ScoreOracle {
    /// The rows of a ratio board, unranked ones included, from those of its sources.
    ///
    /// - Parameter ids: Ids of its rows; a row without one gets an id that nothing has.
    static func ratios(_ ratio: OracleRatio, of numerators: [OracleRow], by denominators: [OracleRow], ids: [OracleKey: String]) -> [OracleRow] {
        numerators.compactMap { numerator in
            guard let denominator = denominators.first(where: { $0.key == numerator.key }) else { return nil }
            let value = ratio.value(numerator.value ?? 0, by: denominator.value ?? 0)
            return OracleRow(
                id: ids[numerator.key] ?? "missing",
                key: numerator.key,
                value: value,
                name: numerator.name,
                display: value.map(ratio.display),
                metadata: .null,
                createdAt: max(numerator.createdAt, denominator.createdAt)
            )
        }
    }
}
