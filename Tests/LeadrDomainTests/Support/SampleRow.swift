import Foundation
import LeadrDomain

/// A row of a made-up list with columns of several types, some of them null.
struct SampleRow: Hashable, Sendable {
    static let fields = SortableFields([
        .createdAt, SortField("score", .number, isNullable: true), SortField("name", .text, isNullable: true), SortField("uses", .integer),
        SortField("active", .boolean),
    ])

    let id: UUID
    let createdAt: Timestamp
    let score: Double?
    let name: String?
    let uses: Int64
    let isActive: Bool

    /// Few different values, so that ties are frequent.
    init(number: UInt8, using generator: inout SeededGenerator) {
        id = ScoreEvents.uuid(number)
        createdAt = Timestamp(microseconds: 1_768_478_400_000_000 + Int64.random(in: 0...3, using: &generator) * 250_000)
        score = [nil, -1.5, 0, 1e300, .leastNonzeroMagnitude].randomElement(using: &generator) ?? nil
        name = [nil, "", "ä", "b"].randomElement(using: &generator) ?? nil
        uses = Int64.random(in: 0...2, using: &generator)
        isActive = Bool.random(using: &generator)
    }

    func value(_ field: SortField) -> SortValue {
        switch field.name {
        case "created_at": .timestamp(createdAt)
        case "score": score.map { .number($0) } ?? .null
        case "name": name.map { .text($0) } ?? .null
        case "uses": .integer(uses)
        case "active": .boolean(isActive)
        default: .uuid(id)
        }
    }
}
