import ByteJSON
import LeadrDomain

/// Something about a board that is not as it must be.
public struct BoardDifference: Hashable, Sendable {
    /// What is wrong.
    public enum Kind: String, CaseIterable, Sendable {
        /// Events say that there is a row, and there is none, or it is deleted or excluded.
        case rowMissing = "row_missing"
        /// A row shows something else than its events say.
        case rowDiffers = "row_differs"
        /// A row is shown that no event stands for.
        case rowSurplus = "row_surplus"
        /// A ranked row is not in the rank index.
        case indexMissing = "index_missing"
        /// The rank index has a row at another place than the database.
        case indexMisplaced = "index_misplaced"
        /// The rank index has a row that is not ranked.
        case indexSurplus = "index_surplus"
        /// The rank index cannot answer, although there are ranked rows.
        case indexUnready = "index_unready"
    }

    /// A field of a row.
    public struct Field: Hashable, Sendable {
        /// Its name, as in the API.
        public var name: String
        /// What is there.
        public var found: JSONValue
        /// What must be there.
        public var expected: JSONValue

        /// Describes a field.
        public init(_ name: String, found: JSONValue, expected: JSONValue) {
            self.name = name
            self.found = found
            self.expected = expected
        }
    }

    /// What is wrong.
    public var kind: Kind
    /// The pool.
    public var isTest: Bool
    /// The row; nil for what is wrong with the whole pool.
    public var scoreID: ScoreID?
    /// The player, where known.
    public var identityID: IdentityID?
    /// In which fields.
    public var fields: [Field]

    /// Describes a difference.
    public init(_ kind: Kind, isTest: Bool, scoreID: ScoreID? = nil, identityID: IdentityID? = nil, fields: [Field] = []) {
        self.kind = kind
        self.isTest = isTest
        self.scoreID = scoreID
        self.identityID = identityID
        self.fields = fields
    }

    /// The difference for an operator's eyes.
    public func jsonDescription() -> JSONValue {
        var differing = JSONObject()
        for field in fields { differing[field.name] = ["found": field.found, "expected": field.expected] }
        return [
            "kind": .string(kind.rawValue), "is_test": .bool(isTest), "score_id": .text(scoreID?.wire), "identity_id": .text(identityID?.wire),
            "fields": .object(differing),
        ]
    }
}
