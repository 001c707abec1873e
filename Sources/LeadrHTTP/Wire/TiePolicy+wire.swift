import ByteJSON
import LeadrDomain

extension JSONWriter {
    /// The tie policy of a board or a template, left out where it is LEADR's: boards that do not use it look as they do there.
    mutating func member(_ policy: TiePolicy) {
        if policy != .newest { member("tie_policy", policy.wire) }
    }
}

extension SchemaField {
    /// A tie policy that is shown; absent means `newest`.
    static let tiePolicy = SchemaField(
        "tie_policy",
        Schema.oneOf(TiePolicy.allCases.filter { $0 != .newest }.map(\.wire)).with("description", "newest when absent"),
        isRequired: false
    )
}
