import HTTPTypes

/// What the API document says about the routes of operators.
extension Operation {
    /// A route that answers with one thing.
    static func operating(_ summary: String, _ answer: Schema) -> Operation {
        Operation(summary, tag: "operations", access: .superadmin).answers(.ok, answer)
    }

    /// A route that answers with a list.
    static func listing(_ summary: String, _ row: Schema) -> Operation {
        operating(summary, .object([SchemaField("data", row.list)]))
    }
}
