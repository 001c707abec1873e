import Foundation

/// What requests of the matrix are about, by the names that path parameters and members of bodies have.
struct MatrixThings: Sendable {
    private(set) var values: [String: String]

    subscript(_ name: String) -> String? { values[name] }

    init(_ values: [String: String]) {
        self.values = values
    }

    /// The same with something else under a name.
    func with(_ name: String, _ value: String?) -> MatrixThings {
        var things = self
        things.values[name] = value
        return things
    }

    /// Things of the same kinds that do not exist.
    var unknown: MatrixThings {
        MatrixThings(
            values.mapValues { value in
                let parts = value.split(separator: "_")
                guard parts.count == 2, parts[0].count == 3, UUID(uuidString: String(parts[1])) != nil else { return "nothing-here" }
                return "\(parts[0])_00000000-0000-4000-8000-00000000dead"
            }.merging(["worker": "nothing-here:1", "code": "NOTHERE"]) { $1 }
        )
    }

    /// The first of these things that a text names; slugs and codes are no secrets and do not count.
    func named(in text: String, besides allowed: String? = nil) -> String? {
        values.values.first { value in
            let parts = value.split(separator: "_")
            guard value != allowed, parts.count == 2, parts[0].count == 3, UUID(uuidString: String(parts[1])) != nil else { return false }
            return text.contains(parts[1])
        }
    }
}
